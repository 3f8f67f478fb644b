import { expect, test } from "vitest";
import { healthState, successRate } from "./state.ts";

test.each([
  ["nothing was sent", 0, 0, 0, "idle"],
  ["nothing was sent since a streak of failures", 0, 0, 12, "idle"],
  ["everything went through", 500, 0, 0, "healthy"],
  ["one attempt in twenty failed, not the last ones", 95, 5, 0, "healthy"],
  ["two failed in a row among many", 98, 2, 2, "healthy"],
  ["more than one in twenty failed", 94, 6, 0, "degraded"],
  ["three failed in a row among many", 997, 3, 3, "degraded"],
  ["the only attempt failed", 0, 1, 1, "degraded"],
  ["most failed, but the last one succeeded", 1, 9, 0, "degraded"],
  ["exactly half failed, the last one too", 5, 5, 1, "degraded"],
  ["most failed and the last one did", 4, 5, 1, "failing"],
  ["both attempts failed", 0, 2, 2, "failing"],
  ["five failed in a row among many", 995, 5, 5, "failing"],
] as const)("%s: %i succeeded, %i failed, %i in a row is %s", (_, succeeded, failed, consecutiveFailures, state) => {
  expect(healthState({ succeeded, failed, consecutiveFailures })).toBe(state);
});

test("a success rate is a share, and unknown without attempts", () => {
  expect(successRate({ succeeded: 3, failed: 1 })).toBe(0.75);
  expect(successRate({ succeeded: 0, failed: 0 })).toBeNull();
});
