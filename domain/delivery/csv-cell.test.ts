import fc from "fast-check";
import { expect, test } from "vitest";
import { csvCell, csvLine } from "./csv-cell.ts";

test.each([
  [null, ""],
  [0, "0"],
  [-5, "-5"],
  ["", ""],
  ["order.paid", "order.paid"],
  ["2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.000Z"],
  ["a b", '"a b"'],
  ['say "no"', '"say ""no"""'],
  ["a,b", '"a,b"'],
  ["a;=1+1", '"a;=1+1"'],
  ["two\r\nlines", '"two\r\nlines"'],
])("%o becomes %s", (value, cell) => expect(csvCell(value)).toBe(cell));

test.each(["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"])(
  "%o is no formula any more",
  (text) => expect(csvCell(text)).toBe(`"'${text.replaceAll('"', '""')}"`),
);

test("any text comes back from its cell, and none begins with what a spreadsheet would run", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const cell = csvCell(text);
      const content = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      expect([text, `'${text}`]).toContain(content);
      expect(content).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});

test("a line ends as RFC 4180 says", () => expect(csvLine(["a", null, 3])).toBe("a,,3\r\n"));
