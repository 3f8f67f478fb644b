import fc from "fast-check";
import { expect, test } from "vitest";
import { indentJson } from "./indent-json.ts";

test("indents objects and arrays and leaves empty ones closed", () => {
  expect(indentJson('{"a":[1,{"b":null}],"c":{},"d":[]}')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "c": {},\n  "d": []\n}',
  );
});

test("keeps every token as it was received", () => {
  const body = '{"price":1.10,"id":12345678901234567890,"zero":-0,"id":1e100000,"text":"a \\" { , : } b\\u0000"}';
  expect(indentJson(body)?.replaceAll(/\n\s*|(?<=":) /g, "")).toBe(body);
});

test("agrees with the indentation of JSON.stringify", () => {
  const values = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
  fc.assert(
    fc.property(values, (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test.each(["", "hello", '"text"', "12", '{"a":', "{a:1}", "<html>[1]</html>"])("%j stays as it is", (text) => {
  expect(indentJson(text)).toBeNull();
});
