import { expect, test } from "vitest";
import { changesOf, isSameValue } from "./changes.ts";

test("keeps the fields that differ and leaves the others to whoever changes them", () => {
  const before = { url: "https://a.test", name: "", eventTypes: ["x"], maxInFlight: 5 };
  expect(changesOf({ ...before, name: "A", eventTypes: ["x", "y"] }, before)).toEqual({
    name: "A",
    eventTypes: ["x", "y"],
  });
  expect(changesOf({ ...before }, before)).toEqual({});
});

test.each([
  [null, null, true],
  [{ a: [1, null] }, { a: [1, null] }, true],
  [Number.NaN, Number.NaN, true],
  [Number.NaN, null, false],
  [[5, Number.NaN], [5, null], false],
  ["1", 1, false],
])("%j and %j: the same is %s", (one, other, isSame) => {
  expect(isSameValue(one, other)).toBe(isSame);
});
