import fc from "fast-check";
import { expect, test } from "vitest";
import { valueTicks } from "./value-axis.ts";

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 5, 10]],
  [700, [0, 250, 500, 750]],
  [1600, [0, 1000, 2000]],
  [1_000_000, [0, 500_000, 1_000_000]],
])("up to %i: %j", (max, ticks) => expect(valueTicks(max)).toEqual(ticks));

test("the ticks cover the highest value, and are few", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (max) => {
      const ticks = valueTicks(max);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});
