import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect } from "vitest";
import type { OpenApi } from "./types.ts";

/** Expects a value to fit the schema at a JSON pointer into the document; `where` says in a failure what it was. */
export type ExpectToFit = (value: unknown, pointer: string, where: string) => void;

/** Schemas are compiled once each, when they are first asked for. */
export function fitOf(document: OpenApi): ExpectToFit {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { "date-time": isTime, uuid: isUuid } });
  ajv.addSchema(document, "openapi.json");
  const validators = new Map<string, ValidateFunction>();
  return (value, pointer, where) => {
    const validate = validators.get(pointer) ?? ajv.compile({ $ref: `openapi.json#${encodeURI(pointer)}` });
    validators.set(pointer, validate);
    validate(value);
    const faults = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    expect(faults, `${where}: ${JSON.stringify(value)?.slice(0, 2000)}`).toEqual([]);
  };
}

/** RFC 3339 as Posthouse writes it: UTC with milliseconds. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
}
