import { and, eq, lt } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { ensurePartition, partitionAt } from "#db/partition.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { BUCKET_COUNT } from "./histogram.ts";
import { healthSeries } from "./series.ts";
import { QUARTER_DAYS, sumRollups, TEN_MINUTES, TEN_MINUTES_AGAIN } from "./sum-rollups.ts";

ownTestDatabase();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// A Wednesday at 14:20: the quarter from 6 to 12 is over, the one from 12 on is not.
const now = new Date("2026-03-04T14:20:00Z");
const today = new Date("2026-03-04T00:00:00Z");
const range = {
  from: new Date(today.getTime() - 9 * DAY_MS),
  to: new Date(today.getTime() + DAY_MS),
  stepSeconds: QUARTER_DAYS.stepSeconds,
};
let endpointId: string;
let place: { tenantId: string; appId: string };

beforeEach(async () => {
  for (const days of [0, 7, 14])
    await ensurePartition(driver(), partitionAt("health_rollups", new Date(today.getTime() - days * DAY_MS)));
  const tenant = await makeTenant();
  await system().delete(healthRollups);
  endpointId = await makeEndpointRow(tenant);
  place = { tenantId: tenant.id, appId: tenant.appId };
});

async function addHours(hoursAgo: readonly number[], succeeded = 1): Promise<void> {
  const rows = hoursAgo.map((hours) => ({
    ...place,
    endpointId,
    stepSeconds: 3600,
    at: new Date(now.getTime() - (now.getTime() % HOUR_MS) - hours * HOUR_MS),
    succeeded,
    failed: 2,
    deadLetter: 1,
    durationMsSum: 30,
    latency: Array.from({ length: BUCKET_COUNT }, (_, at) => at % 3),
  }));
  await system().insert(healthRollups).values(rows);
}

const chart = () => healthSeries(system(), eq(healthRollups.endpointId, endpointId), range);
const quarters = () =>
  system().select().from(healthRollups).where(eq(healthRollups.stepSeconds, QUARTER_DAYS.stepSeconds));
const everyHour = Array.from({ length: 9 * 24 }, (_, hours) => hours);

describe("a long chart", () => {
  test("shows the same before and after its hours were summed up", async () => {
    await addHours(everyHour);
    const before = await chart();
    expect(before.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(everyHour.length);
    expect(await sumRollups(driver(), QUARTER_DAYS, now)).toBe(36);
    expect(await chart()).toEqual(before);
  });

  test("reads the sums where they are, and hours only after them", async () => {
    await addHours(everyHour);
    await sumRollups(driver(), QUARTER_DAYS, now);
    const before = await chart();
    const noon = new Date(today.getTime() + 12 * HOUR_MS);
    await system()
      .delete(healthRollups)
      .where(and(eq(healthRollups.stepSeconds, 3600), lt(healthRollups.at, noon)));
    expect(await chart()).toEqual(before);
    await system().delete(healthRollups).where(eq(healthRollups.stepSeconds, 3600));
    expect(await chart()).not.toEqual(before);
  });

  test("misses nothing where no maintainer summed up for days", async () => {
    await addHours(everyHour.slice(96));
    await sumRollups(driver(), QUARTER_DAYS, new Date(now.getTime() - 4 * DAY_MS));
    await addHours(everyHour.slice(0, 96));
    expect((await chart()).reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(everyHour.length);
    await sumRollups(driver(), QUARTER_DAYS, now);
    expect((await chart()).reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(everyHour.length);
  });
});

describe("summing up", () => {
  test("counts what was written late", async () => {
    await addHours([24, 5]);
    await sumRollups(driver(), QUARTER_DAYS, now);
    await addHours([26], 10);
    const before = await quarters();
    await sumRollups(driver(), QUARTER_DAYS, now);
    expect(await quarters()).not.toEqual(before);
    expect((await chart()).reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(12);
  });

  test("leaves a quarter alone that is not over, and writes nothing the second time", async () => {
    await addHours([0, 1, 2]);
    await sumRollups(driver(), QUARTER_DAYS, now);
    expect(await quarters()).toEqual([]);
    await addHours([5]);
    expect(await sumRollups(driver(), QUARTER_DAYS, now)).toBe(1);
    expect(await sumRollups(driver(), QUARTER_DAYS, now)).toBe(0);
  });
});

describe("a chart of a day", () => {
  const MINUTE_MS = 60_000;
  const ofDay = { from: new Date(now.getTime() - DAY_MS), to: now, stepSeconds: TEN_MINUTES.stepSeconds };
  const day = () => healthSeries(system(), eq(healthRollups.endpointId, endpointId), ofDay);
  const succeeded = async () => (await day()).reduce((sum, step) => sum + step.succeeded, 0);
  const everyThirdMinute = Array.from({ length: 480 }, (_, at) => 3 * at + 1);

  async function addMinutes(minutesAgo: readonly number[]): Promise<void> {
    const rows = minutesAgo.map((minutes) => ({
      ...place,
      endpointId,
      stepSeconds: 60,
      at: new Date(now.getTime() - minutes * MINUTE_MS),
      succeeded: 1,
      failed: 2,
      deadLetter: 0,
      durationMsSum: 30,
      latency: Array.from({ length: BUCKET_COUNT }, (_, at) => (at + minutes) % 3),
    }));
    await system().insert(healthRollups).values(rows);
  }

  test("shows the same before and after its minutes were summed up, and reads the sums where they are", async () => {
    await addMinutes(everyThirdMinute);
    const before = await day();
    // All but the last two steps: a result may be written a quarter of an hour late.
    expect(await sumRollups(driver(), TEN_MINUTES, now)).toBe(142);
    expect(await day()).toEqual(before);
    const settled = new Date(now.getTime() - 20 * MINUTE_MS);
    await system()
      .delete(healthRollups)
      .where(and(eq(healthRollups.stepSeconds, 60), lt(healthRollups.at, settled)));
    expect(await day()).toEqual(before);
  });

  test("counts what was written an hour late, and what was written hours late the next time all is summed up", async () => {
    await addMinutes(everyThirdMinute);
    await sumRollups(driver(), TEN_MINUTES, now);
    await addMinutes([60]);
    await sumRollups(driver(), TEN_MINUTES, now);
    expect(await succeeded()).toBe(481);
    await addMinutes([600]);
    await sumRollups(driver(), TEN_MINUTES, now);
    expect(await succeeded()).toBe(481);
    await sumRollups(driver(), TEN_MINUTES_AGAIN, now);
    expect(await succeeded()).toBe(482);
  });

  test("does not take hours for minutes, nor sums for hours", async () => {
    await addMinutes(everyThirdMinute);
    await addHours(everyHour);
    for (const sum of [TEN_MINUTES, QUARTER_DAYS]) await sumRollups(driver(), sum, now);
    expect(await succeeded()).toBe(480);
    expect((await chart()).reduce((sum, step) => sum + step.succeeded, 0)).toBe(everyHour.length);
  });
});
