import { expect, test } from "vitest";
import type { Schema } from "#http/openapi/types.ts";
import { fieldRows } from "./field-rows.ts";

const attempt: Schema = { type: "object", properties: { url: { type: "string" } }, required: ["url"] };
const components = { Attempt: attempt };
const names = (schema: Schema) => fieldRows(schema, components).map(({ name }) => name);

test("fields inside a field stand below it, by their whole name", () => {
  const schema: Schema = {
    type: "object",
    properties: {
      attempts: { type: "array", items: { $ref: "#/components/schemas/Attempt" } },
      last: { anyOf: [{ $ref: "#/components/schemas/Attempt" }, { type: "null" }] },
      name: { type: "string", description: "Its name" },
    },
    required: ["name"],
  };
  expect(names(schema)).toEqual(["attempts", "attempts[].url", "last", "last.url", "name"]);
  expect(fieldRows(schema, components).at(-1)).toEqual({
    name: "name",
    type: "text",
    isRequired: true,
    description: "Its name",
  });
});

test("a reference is followed, and what has no fields has no rows", () => {
  expect(names({ $ref: "#/components/schemas/Attempt" })).toEqual(["url"]);
  expect(names({ type: "string" })).toEqual([]);
  expect(names({ type: "object", additionalProperties: { type: "string" } })).toEqual([]);
});
