import { expect, test } from "vitest";
import { z } from "zod";
import { parseInput, unstorableText } from "./parse.ts";

test.each([
  ["plain text", "Zażółć 🎺", []],
  ["U+0000", "a\u0000b", [""]],
  ["half a surrogate pair", "\ud83c", [""]],
  ["a field", { name: "\u0000", url: "fine" }, ["name"]],
  [
    "items and what is inside them",
    { tags: ["a", "\ud800"], deep: [{ x: { y: "\u0000" } }] },
    ["tags.1", "deep.0.x.y"],
  ],
  ["a key", { metadata: { "a\u0000": "b" } }, ["metadata"]],
  ["bytes", { body: new Uint8Array([0, 0]) }, []],
  ["no text", { a: 1, b: null, c: undefined, d: true }, []],
])("%s", (_, value, paths) => {
  expect(unstorableText(value).map(({ path }) => path)).toEqual(paths);
});

test("input with text that cannot be stored is refused with one issue per field", () => {
  const schema = z.strictObject({ name: z.string().max(3), note: z.string() });
  const given = { name: "\u0000\u0000\u0000\u0000", note: "\ud800", more: 1 };
  let issues: unknown;
  try {
    parseInput(schema, given);
  } catch (error) {
    issues = Reflect.get(Object(error), "issues");
  }
  expect(issues).toEqual([
    expect.objectContaining({ path: "name" }),
    expect.objectContaining({ path: "note" }),
    expect.objectContaining({ path: "more" }),
  ]);
});
