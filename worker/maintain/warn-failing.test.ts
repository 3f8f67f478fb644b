import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { driver } from "#db/client.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { notices } from "#db/schema/notice.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { makeDispatchable } from "#worker/dispatch/test-queue.ts";
import { suspendFailing, warnFailing } from "./failing-endpoints.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
beforeAll(async () => {
  tenant = await makeTenant();
});

const HOUR_MS = 3_600_000;
const FIVE_DAYS = 120;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

type Health = Partial<typeof endpointHealth.$inferInsert>;

async function anEndpoint(health: Health, facts: Partial<typeof endpoints.$inferInsert> = {}, place = tenant) {
  const { endpointId } = await makeDispatchable(place, facts);
  await setHealth(endpointId, health);
  return endpointId;
}

const setHealth = (endpointId: string, health: Health) =>
  system().update(endpointHealth).set(health).where(eq(endpointHealth.endpointId, endpointId));

/**
 * So many machines that have all seen the endpoint as it stood, held back together at the moment of writing until its
 * health was written by somebody else.
 */
async function warnAtOnce(machines: number, endpointId: string, change = sql`warned_percent = 0`): Promise<number[]> {
  return system()
    .transaction(async (tx) => {
      await tx.execute(sql`update endpoint_health set ${change} where endpoint_id = ${endpointId}`);
      const warnings = Promise.all(Array.from({ length: machines }, () => warnFailing(driver())));
      await vi.waitFor(async () => {
        expect(await lockWaiters()).toBe(machines);
      });
      return { warnings };
    })
    .then(({ warnings }) => warnings);
}

async function toldOf(endpointId: string) {
  const rows = await system().select().from(notices).where(eq(notices.endpointId, endpointId)).orderBy(notices.id);
  return rows.map(({ kind, facts }) => (kind === "endpoint.failing" ? facts.percent : kind));
}

describe("a warning is given", () => {
  test.each<[string, number, number, number[]]>([
    ["not at 24 % of the time, however many failures", 1000, 0.24 * FIVE_DAYS, []],
    ["not at two failures, however long", 2, FIVE_DAYS * 2, []],
    ["at a quarter of both", 3, 0.25 * FIVE_DAYS, [25]],
    ["at half of both", 5, 0.5 * FIVE_DAYS, [50]],
    ["by the shorter way", 5, 0.9 * FIVE_DAYS, [50]],
    ["at three quarters", 8, 0.76 * FIVE_DAYS, [75]],
    ["at three quarters when only failures are missing", 9, FIVE_DAYS * 2, [75]],
  ])("%s", async (_, consecutiveFailures, hours, percents) => {
    const endpointId = await anEndpoint({ consecutiveFailures, failingSince: hoursAgo(hours) });
    await warnFailing(driver());
    await warnFailing(driver());
    expect(await toldOf(endpointId)).toEqual(percents);
  });

  test("by the rule of the app", async () => {
    const strict = await makeTenant();
    const rule = { suspensionMinFailures: 2, suspensionMinSeconds: 7200 };
    await system().update(apps).set(rule).where(eq(apps.id, strict.appId));
    const endpointId = await anEndpoint({ consecutiveFailures: 1, failingSince: hoursAgo(1) }, {}, strict);
    await warnFailing(driver());
    expect(await toldOf(endpointId)).toEqual([50]);
  });

  test("once for each quarter of a streak, and anew for the next streak", async () => {
    const endpointId = await anEndpoint({ consecutiveFailures: 10, failingSince: hoursAgo(0.3 * FIVE_DAYS) });
    await warnFailing(driver());
    await setHealth(endpointId, { failingSince: hoursAgo(0.8 * FIVE_DAYS) });
    await warnFailing(driver());
    // What a success does.
    await setHealth(endpointId, { consecutiveFailures: 0, failingSince: null, warnedPercent: 0 });
    await warnFailing(driver());
    await setHealth(endpointId, { consecutiveFailures: 10, failingSince: hoursAgo(0.3 * FIVE_DAYS) });
    await warnFailing(driver());
    expect(await toldOf(endpointId)).toEqual([25, 75, 25]);
  });

  test("once by however many machines", async () => {
    const endpointId = await anEndpoint({ consecutiveFailures: 10, failingSince: hoursAgo(0.3 * FIVE_DAYS) });
    expect((await warnAtOnce(4, endpointId)).sort()).toEqual([0, 0, 0, 1]);
    expect(await toldOf(endpointId)).toEqual([25]);
  });

  test("not where a success ends the streak meanwhile", async () => {
    const endpointId = await anEndpoint({ consecutiveFailures: 10, failingSince: hoursAgo(0.3 * FIVE_DAYS) });
    expect(await warnAtOnce(1, endpointId, sql`consecutive_failures = 0, failing_since = null`)).toEqual([0]);
    expect(await toldOf(endpointId)).toEqual([]);
  });

  test("with what is known of the streak", async () => {
    const failingSince = hoursAgo(0.3 * FIVE_DAYS);
    const endpointId = await anEndpoint({ consecutiveFailures: 12, failingSince, lastStatusCode: 503 });
    await warnFailing(driver());
    const [notice] = await system().select().from(notices).where(eq(notices.endpointId, endpointId));
    expect(notice).toMatchObject({ tenantId: tenant.id, appId: tenant.appId, makesEvent: true });
    expect(notice?.facts).toEqual({
      percent: 25,
      consecutiveFailures: 12,
      failingSince: failingSince.toISOString(),
      suspendsAt: new Date(failingSince.getTime() + FIVE_DAYS * HOUR_MS).toISOString(),
      lastResponseCode: 503,
    });
  });

  test.each(["paused", "suspended", "inactive"] as const)("not for one that is %s", async (status) => {
    const endpointId = await anEndpoint({ consecutiveFailures: 9, failingSince: hoursAgo(100) }, { status });
    await warnFailing(driver());
    expect(await toldOf(endpointId)).toEqual([]);
  });
});

describe("a suspension", () => {
  test("gives notice of it, once, with its reason and its streak", async () => {
    const failingSince = hoursAgo(FIVE_DAYS + 1);
    const endpointId = await anEndpoint({ consecutiveFailures: 10, failingSince });
    await Promise.all([suspendFailing(driver()), suspendFailing(driver())]);
    await warnFailing(driver());
    const told = await system().select().from(notices).where(eq(notices.endpointId, endpointId));
    expect(told).toMatchObject([{ kind: "endpoint.suspended", makesEvent: true }]);
    expect(told[0]?.facts).toEqual({
      reason: "failing",
      consecutiveFailures: 10,
      failingSince: failingSince.toISOString(),
    });
    const [row] = await system().select().from(endpoints).where(eq(endpoints.id, endpointId));
    expect(row).toMatchObject({ status: "suspended", statusReason: "failing" });
  });
});
