import { expect, test } from "vitest";
import { splitLines } from "./accept-batch.ts";

test.each([
  ["a\nb\n", ["1 a", "2 b"]],
  ["a\nb", ["1 a", "2 b"]],
  ["a\r\nb\r\n", ["1 a", "2 b"]],
  ["\n\na\n\r\nb", ["3 a", "5 b"]],
  ["a\rb", ["1 a\rb"]],
  [" a \n", ["1  a "]],
  ["", []],
  ["\n", []],
])("splits %j into %j", (body, expected) => {
  const lines = splitLines(Buffer.from(body));
  expect(lines.map(({ number, bytes }) => `${number} ${Buffer.from(bytes)}`)).toEqual(expected);
});
