import fc from "fast-check";
import { expect, test } from "vitest";
import { isMoment, type NumberRule, parseWhole, textFault } from "./field.ts";

test.each([
  ...["2026-01-31T12:00:00Z", "2026-02-28T23:59:59.999Z", "2024-02-29T00:00:00+05:30", "2026-01-01T00:00:00-23:59"],
])("%o is a moment", (text) => expect(isMoment(text)).toBe(true));

test.each([
  ...["2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z", "yesterday", ""],
  ...["2026-01-31", "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:00", "2026-01-31T12:00:00+24:00"],
  ...["2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-32T00:00:00Z", " 2026-01-31T12:00:00Z"],
])("%o is no moment", (text) => expect(isMoment(text)).toBe(false));

test("any moment written by the browser is taken", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      expect(isMoment(date.toISOString())).toBe(true);
    }),
  );
});

const pace: NumberRule = { min: 1, max: 1000, fault: "From 1 to 1000" };
test.each([
  ["50", 50],
  [" 7 ", 7],
  ["1000", 1000],
  ["1001", null],
  ["0", null],
  ["", null],
  ["5.5", null],
  ["-3", null],
  ["2e2", null],
  ["20 0", null],
])("%o is the whole number %o", (text, value) => expect(parseWhole(pace, text)).toBe(value));

test("text is too long, or not what its rule asks for, or taken", () => {
  const rule = { lengthMax: 3, pattern: /^a+$/, fault: "Only a" };
  expect(["aaa", "aaaa", "abc"].map((text) => textFault(rule, text))).toEqual([null, "At most 3 characters", "Only a"]);
  expect(textFault({ lengthMax: 3 }, "ä b")).toBeNull();
});
