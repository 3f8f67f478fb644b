import { expect, test } from "vitest";
import { readDocument, tidyDocument } from "./document.ts";
import { draftSchema } from "./draft-schema.ts";

test.each([
  ["nothing", "  \n", { value: null, fault: null }],
  ["an object", '{"a":1}', { value: { a: 1 }, fault: null }],
  ["a list", "[1]", { value: null, fault: "It must be a JSON object: { … }" }],
  ["null", "null", { value: null, fault: "It must be a JSON object: { … }" }],
])("reads %s", (_, text, document) => {
  expect(readDocument(text)).toEqual(document);
});

test("says what is no JSON, and what is too long", () => {
  expect(readDocument("{a:1}").fault).toMatch(/^This is not JSON: /);
  expect(readDocument(JSON.stringify({ a: "x".repeat(70_000) })).fault).toBe("It may have at most 64 KiB.");
});

test("tidies JSON and leaves anything else alone", () => {
  expect(tidyDocument('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(tidyDocument("{oops")).toBe("{oops");
});

test("drafts a schema from an example", () => {
  expect(draftSchema({ type: "order.paid", data: { total: 1.5, items: [{ id: 1 }], note: null, tags: [] } })).toEqual({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: {
      type: { type: "string" },
      data: {
        type: "object",
        properties: {
          total: { type: "number" },
          items: {
            type: "array",
            items: { type: "object", properties: { id: { type: "integer" } }, required: ["id"] },
          },
          note: {},
          tags: { type: "array" },
        },
        required: ["total", "items", "note", "tags"],
      },
    },
    required: ["type", "data"],
  });
});
