import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { healthRollups } from "#db/schema/delivery.ts";
import { inTenant, system } from "#db/tenant.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { chartRange } from "./range.ts";
import { recentFigures } from "./recent-figures.ts";
import { healthSeries, toPoint } from "./series.ts";
import { sparkPoints } from "./spark-points.ts";
import { floorTo, makeRollups } from "./test-factory.ts";
import { SPARK_POINTS } from "./words.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
const now = new Date();
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

beforeAll(async () => {
  tenant = await makeTenant();
});

async function makePlace(of = tenant) {
  const endpointId = await makeEndpointRow(of);
  return { tenantId: of.id, appId: of.appId, endpointId };
}

test("the figures of many endpoints come from the last 24 hours alone", async () => {
  const [busy, quiet, old] = [await makePlace(), await makePlace(), await makePlace()];
  await makeRollups(busy, [
    { at: now, succeeded: 3, failed: 1, durationsMs: [10, 10, 10, 250] },
    { at: hoursAgo(23), succeeded: 6, durationsMs: [10, 10, 10, 10, 10, 10] },
  ]);
  await makeRollups(old, [{ at: hoursAgo(26), succeeded: 9, durationsMs: [1] }]);
  const ids = [busy.endpointId, quiet.endpointId, old.endpointId];
  const figures = await inTenant(tenant.id, (tx) => recentFigures(tx, ids));
  expect([...figures.keys()]).toEqual([busy.endpointId]);
  const found = figures.get(busy.endpointId);
  expect(found).toMatchObject({ succeeded: 9, failed: 1, averageMs: 34 });
  expect(found?.p50Ms).toBeGreaterThan(7);
  expect(found?.p50Ms).toBeLessThanOrEqual(10);
  expect(found?.p95Ms).toBeGreaterThan(200);
});

test("another tenant's rollups are not seen", async () => {
  const stranger = await makeTenant();
  const place = await makePlace(stranger);
  await makeRollups(place, [{ at: now, succeeded: 1, durationsMs: [5] }]);
  const figures = await inTenant(tenant.id, (tx) => recentFigures(tx, [place.endpointId]));
  expect(figures.size).toBe(0);
});

test("a series fills empty steps and adds up the rows of one step", async () => {
  const place = await makePlace();
  const start = floorTo(hoursAgo(20), 600);
  await makeRollups(place, [
    { at: start, succeeded: 1, durationsMs: [10] },
    { at: new Date(start.getTime() + 60_000), failed: 2, deadLetter: 1, durationsMs: [900, 900] },
  ]);
  const range = chartRange({ after: start, before: new Date(start.getTime() + 24 * 3_600_000) }, now);
  const of = eq(healthRollups.endpointId, place.endpointId);
  const steps = await inTenant(tenant.id, (tx) => healthSeries(tx, of, range));
  expect(range.stepSeconds).toBe(600);
  expect(steps).toHaveLength(144);
  expect(steps.map(toPoint)[0]).toMatchObject({ at: start.toISOString(), succeeded: 1, failed: 2, deadLetter: 1 });
  expect(steps.map(toPoint)[0]?.p99).toBeGreaterThan(700);
  expect(steps.map(toPoint)[1]).toEqual({
    at: new Date(start.getTime() + 600_000).toISOString(),
    succeeded: 0,
    failed: 0,
    deadLetter: 0,
    p50: null,
    p95: null,
    p99: null,
  });
});

test.each([
  ["minute rows for a short range", 1, 60],
  ["hour rows for a long one", 7 * 24, 3600],
])("a series reads %s and counts nothing twice", async (_, hours, stepSeconds) => {
  const place = await makePlace();
  await makeRollups(place, [{ at: now, succeeded: 4, durationsMs: [1, 1, 1, 1] }]);
  const range = chartRange({ after: hoursAgo(hours) }, now);
  const of = eq(healthRollups.endpointId, place.endpointId);
  const steps = await inTenant(tenant.id, (tx) => healthSeries(tx, of, range));
  expect(range.stepSeconds).toBe(stepSeconds);
  expect(steps.reduce((sum, step) => sum + step.succeeded, 0)).toBe(4);
});

test("a sparkline has one point for each of 24 hours, the current one last", async () => {
  const [busy, quiet] = [await makePlace(), await makePlace()];
  await makeRollups(busy, [
    { at: now, succeeded: 2, failed: 1 },
    { at: hoursAgo(23), failed: 5 },
    { at: hoursAgo(24), failed: 7 },
  ]);
  const sparks = await sparksOf([busy.endpointId, quiet.endpointId]);
  const points = sparks.get(busy.endpointId) ?? [];
  expect(points).toHaveLength(SPARK_POINTS);
  expect(points.at(-1)).toEqual({ at: floorTo(now, 3600).toISOString(), succeeded: 2, failed: 1 });
  expect(points[0]).toMatchObject({ succeeded: 0, failed: 5 });
  expect(points.reduce((sum, { failed }) => sum + failed, 0)).toBe(6);
  expect(sparks.get(quiet.endpointId)?.every(({ succeeded, failed }) => succeeded + failed === 0)).toBe(true);
});

function sparksOf(ids: string[]) {
  return system().transaction((tx) => sparkPoints(tx, ids, now));
}
