import { expect, test } from "vitest";
import type { App } from "#domain/app/schema.ts";
import { faultsOf, toInput, valuesOf } from "./values.ts";

const app: App = {
  object: "app",
  id: "app_01h455vb4pex5vsknk084sn02q",
  slug: "production",
  name: "Production",
  suspension: { minFailures: 10, minSeconds: 432_000 },
  requireVerification: false,
  requireKnownEventTypes: false,
  validateEvents: false,
  retrySchedule: null,
  createdAt: "2026-01-01T00:00:00.000Z",
};
const values = valuesOf(app, [5, 300]);

test("an untouched form changes nothing", () => {
  expect(toInput(values, app)).toEqual({});
});

test("only what was touched is sent", () => {
  const input = toInput({ ...values, validateEvents: true, minTime: { amount: "1.5", unit: "h" } }, app);
  expect(input).toEqual({ validateEvents: true, suspension: { minFailures: 10, minSeconds: 5400 } });
});

test("a schedule of its own starts with the product's, and no wait at all is one attempt", () => {
  const own = { isOwn: true, waits: values.retrySchedule.waits };
  expect(toInput({ ...values, retrySchedule: own }, app)).toEqual({ retrySchedule: [5, 300] });
  expect(toInput({ ...values, retrySchedule: { isOwn: true, waits: [] } }, app)).toEqual({ retrySchedule: [] });
  const before = { ...app, retrySchedule: [5] };
  expect(toInput(valuesOf(before, [5, 300]), before)).toEqual({});
});

test.each([
  [{ name: " " }, "name"],
  [{ minFailures: "" }, "suspension.minFailures"],
  [{ minFailures: "2.5" }, "suspension.minFailures"],
  [{ minTime: { amount: "31", unit: "d" as const } }, "suspension.minSeconds"],
  [{ retrySchedule: { isOwn: true, waits: [{ amount: "25", unit: "h" as const }] } }, "retrySchedule.0"],
])("%j is refused at its field", async (change, path) => {
  const faults = await faultsOf(toInput({ ...values, ...change }, app));
  expect(faults.map((issue) => issue.path)).toEqual([path]);
});
