import { asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts, type deliveries } from "#db/schema/delivery.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import {
  deliveryRow,
  endLease,
  enqueue,
  enterClaimer,
  healthOf,
  makeDispatchable,
  rollupsOf,
} from "#worker/dispatch/test-queue.ts";
import { suspendFailing } from "./failing-endpoints.ts";
import { finishDeletes } from "./finish-deletes.ts";
import { rescueExpired } from "./rescue.ts";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;

beforeAll(async () => {
  tenant = await makeTenant();
});

async function claimed(
  facts: Partial<typeof deliveries.$inferInsert> = {},
  { isLost = true, settings = {} }: { isLost?: boolean; settings?: Partial<typeof endpoints.$inferInsert> } = {},
) {
  const endpoint = await makeDispatchable(tenant, { retrySchedule: [60, 60], ...settings });
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1, ...facts });
  const worker = await enterClaimer();
  expect(await worker.claim([endpoint.endpointId])).toHaveLength(1);
  if (isLost) await endLease(worker.workerId);
  return { id, endpoint };
}

describe("a delivery whose worker died", () => {
  test.each<[string, Partial<typeof deliveries.$inferInsert>, Partial<typeof endpoints.$inferInsert>]>([
    ["a test", { trigger: "test" }, {}],
    ["an event whose endpoint has no retries", {}, { retrySchedule: [] }],
  ])("is tried again where it has a single attempt: %s", async (_, facts, settings) => {
    const { id } = await claimed({ maxAttempts: 1, ...facts }, { settings });
    await rescueExpired(driver(), system());
    expect(await deliveryRow(id)).toMatchObject({
      status: "retrying",
      attemptCount: 1,
      attemptsLost: 1,
      maxAttempts: 2,
    });
  });

  test("is retried soon, and its attempt is on record as unknown", async () => {
    const { id, endpoint } = await claimed();
    await rescueExpired(driver(), system());
    const row = await deliveryRow(id);
    expect(row).toMatchObject({
      status: "retrying",
      attemptCount: 1,
      leasesLost: 1,
      errorCode: "unknown",
      workerId: null,
    });
    expect(Number(row.nextAttemptAt)).toBeGreaterThan(Date.now() + 3_000);
    expect(Number(row.nextAttemptAt)).toBeLessThan(Date.now() + 7_000);
    const kept = await system()
      .select()
      .from(attempts)
      .where(eq(attempts.deliveryId, id))
      .orderBy(asc(attempts.number));
    expect(kept).toMatchObject([{ number: 1, errorCode: "unknown", responseCode: null }]);
    const rollups = await rollupsOf(endpoint.endpointId);
    expect(rollups.map(({ failed }) => failed)).toEqual([1, 1]);
  });

  test("does not count against the endpoint: the fault is ours", async () => {
    const { endpoint } = await claimed();
    await rescueExpired(driver(), system());
    const health = await healthOf(endpoint.endpointId);
    expect(health).toMatchObject({ consecutiveFailures: 0, failingSince: null });
  });

  test("is set aside after three in a row", async () => {
    const { id } = await claimed({ leasesLost: 2 });
    await rescueExpired(driver(), system());
    expect(await deliveryRow(id)).toMatchObject({ status: "failed", leasesLost: 3, nextAttemptAt: null });
  });

  test("is left alone while its lease holds", async () => {
    const { id } = await claimed({}, { isLost: false });
    await rescueExpired(driver(), system());
    expect((await deliveryRow(id)).status).toBe("sending");
  });
});

test("what waits for a deleted endpoint is cancelled, what waits for a paused one is not", async () => {
  const deleted = await makeDispatchable(tenant);
  const paused = await makeDispatchable(tenant);
  const [gone = ""] = await enqueue(tenant, deleted, { count: 1 });
  const [waiting = ""] = await enqueue(tenant, paused, { count: 1 });
  await system().update(endpoints).set({ status: "inactive" }).where(eq(endpoints.id, deleted.endpointId));
  await system().update(endpoints).set({ status: "paused" }).where(eq(endpoints.id, paused.endpointId));
  await finishDeletes(system());
  expect(await deliveryRow(gone)).toMatchObject({
    status: "cancelled",
    nextAttemptAt: null,
    completedAt: expect.any(Date),
  });
  expect((await deliveryRow(waiting)).status).toBe("pending");
});

describe("suspension", () => {
  const fiveDays = 5 * 24 * 60;
  test.each([
    ["ten failures over five days suspend", 10, fiveDays + 1, "suspended"],
    ["nine failures do not, however long", 9, fiveDays * 2, "active"],
    ["a thousand failures in four days do not", 1000, fiveDays - 24 * 60, "active"],
  ])("%s", async (_, consecutiveFailures, minutes, status) => {
    const { endpointId } = await makeDispatchable(tenant);
    await system()
      .update(endpointHealth)
      .set({ consecutiveFailures, failingSince: minutesAgo(minutes) })
      .where(eq(endpointHealth.endpointId, endpointId));
    await suspendFailing(driver());
    const [row] = await system().select().from(endpoints).where(eq(endpoints.id, endpointId));
    expect(row?.status).toBe(status);
    const told = await system()
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.targetId, formatId("ep", endpointId)));
    expect(told.map(({ action }) => action)).toEqual(status === "suspended" ? ["endpoint.suspend"] : []);
  });
});
