import { expect, test } from "vitest";
import { quantile, spreadOf } from "./report.ts";

test.each([
  [[5], 0.5, 5],
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[10, 20, 30], 1, 30],
  [[0, 100], 0.99, 99],
])("quantile of %j at %d is %d", (values, share, expected) => {
  expect(quantile(values, share)).toBeCloseTo(expected);
});

test("a spread keeps the rounds in their order", () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, rounds: [3, 1, 2] });
});
