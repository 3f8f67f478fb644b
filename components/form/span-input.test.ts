import { expect, test } from "vitest";
import { spanSeconds, toSpan } from "./span-input.tsx";

test.each([
  [90, { amount: "90", unit: "s" }],
  [300, { amount: "5", unit: "min" }],
  [7200, { amount: "2", unit: "h" }],
  [172_800, { amount: "48", unit: "h" }],
] as const)("%d seconds are shown as %j, and mean the same", (seconds, span) => {
  expect(toSpan(seconds, ["s", "min", "h"])).toEqual(span);
  expect(spanSeconds(span)).toBe(seconds);
});

test.each([
  [{ amount: "1.5", unit: "h" }, 5400],
  [{ amount: "", unit: "s" }, Number.NaN],
  [{ amount: "soon", unit: "d" }, Number.NaN],
] as const)("%j is %d seconds", (span, seconds) => {
  expect(spanSeconds(span)).toBe(seconds);
});
