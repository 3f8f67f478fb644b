import { describe, expect, test } from "vitest";
import { schemaFault, schemaMismatches } from "./json-schema.ts";

describe("finds no fault with", () => {
  test.each([
    ["2020-12", { $schema: "https://json-schema.org/draft/2020-12/schema", prefixItems: [{ type: "string" }] }],
    ["draft 7", { $schema: "http://json-schema.org/draft-07/schema#", items: [{ type: "string" }] }],
    ["keywords and formats it does not know", { "x-note": 1, format: "phone-number" }],
    ["an empty schema", {}],
  ])("%s", (_, schema) => {
    expect(schemaFault(schema)).toBeNull();
  });
});

describe("finds fault with", () => {
  test.each([
    ["a type that does not exist", { type: "text" }],
    ["a pattern that does not compile", { pattern: "(" }],
    ["a reference to elsewhere", { $ref: "https://example.com/schema" }],
    ["another draft", { $schema: "http://json-schema.org/draft-04/schema#" }],
    ["an asynchronous schema", { $async: true, type: "object" }],
    ["keywords of the wrong kind", { required: "id" }],
  ])("%s", (_, schema) => {
    expect(schemaFault(schema)).toEqual(expect.any(String));
  });
});

test("names every place that departs from the schema", () => {
  const schema = { type: "object", required: ["id"], properties: { data: { properties: { amount: { minimum: 1 } } } } };
  expect(schemaMismatches(schema, { id: "1", data: { amount: 2 } })).toEqual([]);
  expect(schemaMismatches(schema, { data: { amount: 0 } })).toEqual([
    { path: "", message: expect.stringContaining("id") },
    { path: "data.amount", message: expect.stringContaining(">= 1") },
  ]);
});

test("gives up on a pattern that backtracks without end", () => {
  const [issue] = schemaMismatches({ properties: { a: { pattern: "^(a+)+$" } } }, { a: `${"a".repeat(60)}!` });
  expect(issue?.message).toContain("within 500 ms");
});

test("gives up on a schema that calls itself forever", () => {
  const [issue] = schemaMismatches({ $ref: "#" }, {});
  expect(issue?.message).toContain("within 500 ms");
});
