import { expect, test } from "vitest";
import { typeWords } from "./type-words.ts";

test.each([
  [{ type: "string" }, "text"],
  [{ type: "string", maxLength: 120 }, "text, at most 120 characters"],
  [{ type: "string", format: "date-time" }, "time"],
  [{ type: ["string", "null"] }, "text or null"],
  [{ type: "string", enum: ["active", "paused"] }, '"active" | "paused"'],
  [{ const: "endpoint" }, '"endpoint"'],
  [{ type: "integer", minimum: 1, maximum: 100 }, "whole number, 1–100"],
  [{ type: "integer", minimum: 1 }, "whole number, from 1"],
  [{ type: "number" }, "number"],
  [{ type: "boolean" }, "true | false"],
  [{ anyOf: [{ type: "integer", minimum: 1, maximum: 1000 }, { type: "null" }] }, "whole number, 1–1000 or null"],
  [{ type: "array", items: { type: "integer" }, maxItems: 20 }, "list of whole number, at most 20 entries"],
  [{ type: "object", properties: {} }, "object"],
  [{ type: "object", additionalProperties: { type: "string" } }, "object of text"],
  [{ $ref: "#/components/schemas/Attempt" }, "Attempt"],
  [{}, "anything"],
] as const)("%j is %s", (schema, words) => {
  expect(typeWords(JSON.parse(JSON.stringify(schema)))).toBe(words);
});
