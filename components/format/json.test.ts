import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonPieces, prettyJson } from "./json.ts";

describe("prettyJson", () => {
  it("indents as JSON.stringify does, whatever the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it("keeps digits that a number cannot hold, and repeated keys", () => {
    expect(prettyJson('{"id":12345678901234567890,"id":1.50}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "id": 1.50\n}',
    );
  });

  it("says null to what is no JSON", () => {
    for (const text of ["", "a=b", "{", '{"a":1}}', "<xml/>"]) expect(prettyJson(text)).toBeNull();
  });
});

describe("jsonPieces", () => {
  it("loses nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const pretty = JSON.stringify(value, null, 2);
        expect(
          jsonPieces(pretty)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(pretty);
      }),
    );
  });

  it("tells keys from strings, numbers and literals", () => {
    const kinds = jsonPieces('{\n  "a": "b:", "c": -1.5e3, "d": null\n}')
      .filter((piece) => piece.kind !== "plain")
      .map((piece) => `${piece.kind} ${piece.text}`);
    expect(kinds).toEqual(['key "a":', 'string "b:"', 'key "c":', "number -1.5e3", 'key "d":', "literal null"]);
  });
});
