import { DomainError } from "#domain/error.ts";
import { parseJson } from "#domain/json.ts";

/** What a body says, as far as its type and id are to be found in it; empty where it says nothing that we can read. */
export type BodyFacts = Record<string, unknown>;

/**
 * Reads a proven body: JSON, or a form whose `payload` is JSON as GitHub and Slack send it, else the form's own fields.
 * What cannot be read is no fault: it has been proven, and goes on byte for byte.
 */
export function readBodyFacts(body: Uint8Array, contentType: string): BodyFacts {
  if (!isForm(contentType)) return jsonFacts(body);
  const form = new URLSearchParams(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1"));
  const payload = form.get("payload");
  return payload === null ? Object.fromEntries(form) : jsonFacts(Buffer.from(payload));
}

function isForm(contentType: string): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(contentType);
}

function jsonFacts(bytes: Uint8Array): BodyFacts {
  try {
    const value = parseJson(bytes);
    return isObject(value) ? value : {};
  } catch (error) {
    if (error instanceof DomainError) return {};
    throw error;
  }
}

function isObject(value: unknown): value is BodyFacts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
