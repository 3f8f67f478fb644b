import { expect, test } from "vitest";
import type { Change } from "#domain/health/schema.ts";
import { chartMarks } from "./chart-marks.ts";

const at = "2026-01-31T12:00:00.000Z";
const change: Change = {
  at,
  actorName: "Ada",
  action: "endpoint.update",
  endpoint: { name: "Warehouse", url: "https://example.com/hooks" },
  before: { status: "active" },
  after: { status: "paused" },
};
const labels = (changes: Change[], isNamed: boolean) => chartMarks(changes, { isNamed }).map(({ label }) => label);

test("a mark says who did what, and where the chart is about several endpoints, to which", () => {
  expect(chartMarks([change], { isNamed: false })).toEqual([{ at, label: "Ada paused it" }]);
  const unnamed = { ...change, endpoint: { name: "", url: "https://example.com/hooks" } };
  const gone = { ...change, endpoint: null };
  expect(labels([change, unnamed, gone], true)).toEqual([
    "Warehouse: Ada paused it",
    "example.com/hooks: Ada paused it",
    "An endpoint that is gone: Ada paused it",
  ]);
});

test("suspensions, rotations and the app's own rules are marked too", () => {
  const suspended = { ...change, actorName: "Posthouse", action: "endpoint.suspend", before: null, after: null };
  const rotated = { ...change, action: "endpoint.rotate_secret", before: null, after: { graceSeconds: 0 } };
  const ruled = { ...change, action: "app.update", endpoint: null };
  expect(labels([suspended, rotated, ruled], true)).toEqual([
    "Warehouse: Posthouse suspended it",
    "Warehouse: Ada rotated the signing secret; the older one ended at once",
    "Ada changed the app’s settings",
  ]);
});
