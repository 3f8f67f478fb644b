import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { driver } from "#db/client.ts";
import { deliveries, deliveriesLive, endpoints, eventPayloads, events } from "#db/schema/index.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { cancelWaiting } from "#domain/delivery/cancel-waiting.ts";
import { DUE_CHANNEL } from "#domain/delivery/wake.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { type NewEvent, storedOf, storePost } from "./store.ts";
import { makeEndpointRow } from "./test-factory.ts";

ownTestDatabase();

let tenant: Awaited<ReturnType<typeof makeTenant>>;
beforeEach(async () => {
  tenant = await makeTenant();
});

const anEvent = (type = "order.paid", body = `{"type":"${type}"}`): NewEvent => ({
  tenantId: tenant.id,
  appId: tenant.appId,
  type,
  body: Buffer.from(body),
  contentType: "application/json",
});

const store = async (given: NewEvent[]) => storedOf(await storePost({ events: given }));

async function endpointsOf(eventId: string): Promise<string[]> {
  const rows = await system().select().from(deliveries).where(eq(deliveries.eventId, eventId));
  return rows.map(({ endpointId }) => endpointId).sort();
}

/** Twice, because the second time the routes are known. */
async function storeTwice(given: () => NewEvent[] = () => [anEvent()]) {
  await store(given());
  return store(given());
}

describe("events whose routes are known", () => {
  test("are kept with their bytes and their deliveries, and answered in their order", async () => {
    const endpointId = await makeEndpointRow(tenant, { eventTypes: ["order.*"] });
    const bodies = ['{"type":"order.paid","n":1.10}', '{"type":"other"}', '{"type":"order.paid","n":2}'];
    const given = () => [
      anEvent("order.paid", bodies[0]),
      anEvent("other", bodies[1]),
      anEvent("order.paid", bodies[2]),
    ];
    const stored = await storeTwice(given);
    expect(stored.map(({ type, deliveries: count }) => [type, count])).toEqual([
      ["order.paid", 1],
      ["other", 0],
      ["order.paid", 1],
    ]);
    const ids = stored.map(({ id }) => id);
    const payloads = await system()
      .select()
      .from(eventPayloads)
      .where(inArray(eventPayloads.id, ids))
      .orderBy(eventPayloads.id);
    expect(payloads.map(({ body }) => body.toString())).toEqual(bodies);
    expect(await system().$count(events, inArray(events.id, ids))).toBe(3);
    expect(await Promise.all(ids.map(endpointsOf))).toEqual([[endpointId], [], [endpointId]]);
  });

  test("wake the dispatchers", async () => {
    const endpointId = await makeEndpointRow(tenant);
    const heard = vi.fn();
    const listening = await driver().listen(DUE_CHANNEL, heard);
    await storeTwice();
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([[endpointId], [endpointId]]));
    await listening.unlisten();
  });
});

describe("what changed since a route was known counts at once", () => {
  test("an endpoint that was added", async () => {
    await storeTwice();
    const endpointId = await makeEndpointRow(tenant);
    for (let call = 1; call <= 2; call++) {
      const [stored] = await store([anEvent()]);
      expect(await endpointsOf(stored?.id ?? "")).toEqual([endpointId]);
    }
  });

  test.each([
    ["deleted", { status: "inactive" as const }],
    ["subscribed to something else", { eventTypes: ["other"] }],
  ])("an endpoint that was %s", async (_, change) => {
    const endpointId = await makeEndpointRow(tenant);
    await storeTwice();
    await system().update(endpoints).set(change).where(eq(endpoints.id, endpointId));
    const [stored] = await store([anEvent()]);
    expect(stored?.deliveries).toBe(0);
    expect(await endpointsOf(stored?.id ?? "")).toEqual([]);
  });

  test.each(["endpoint", "app"] as const)("a retry schedule of the %s", async (whose) => {
    const endpointId = await makeEndpointRow(tenant);
    await storeTwice();
    const change = { retrySchedule: [1, 2] };
    if (whose === "endpoint") await system().update(endpoints).set(change).where(eq(endpoints.id, endpointId));
    else await system().update(apps).set(change).where(eq(apps.id, tenant.appId));
    const [stored] = await store([anEvent()]);
    const [row] = await system()
      .select()
      .from(deliveries)
      .where(eq(deliveries.id, stored?.deliveryIds[0] ?? ""));
    expect(row?.maxAttempts).toBe(3);
  });
});

describe("an endpoint that is deleted while an event for it is stored", () => {
  async function storeDuring(deletion: (endpointId: string) => SQL) {
    const endpointId = await makeEndpointRow(tenant);
    await storeTwice();
    let storing: ReturnType<typeof store> = Promise.resolve([]);
    const isStored = vi.fn();
    await system().transaction(async (tx) => {
      await tx.execute(sql`select from endpoints where id = ${endpointId} for update`);
      storing = store([anEvent()]);
      void storing.then(isStored);
      await expect.poll(lockWaiters).toBe(1);
      expect(isStored).not.toHaveBeenCalled();
      await tx.execute(sql`delete from deliveries where endpoint_id = ${endpointId}`);
      await tx.execute(deletion(endpointId));
    });
    return await storing;
  }

  test("softly, is waited for and gets a delivery that is left to wait: the maintainer cancels it", async () => {
    const [stored] = await storeDuring((id) => sql`update endpoints set status = 'inactive' where id = ${id}`);
    const [row] = await system()
      .select()
      .from(deliveries)
      .where(eq(deliveries.eventId, stored?.id ?? ""));
    expect(row).toMatchObject({ status: "pending", attemptCount: 0 });
    const stretch = { endpointId: row?.endpointId ?? "", isRetry: false, from: null };
    expect(await cancelWaiting(system(), stretch, eq(deliveriesLive.eventId, stored?.id ?? ""))).toMatchObject({
      count: 1,
    });
    expect((await store([anEvent()]))[0]?.deliveries).toBe(0);
  });

  test("for good, is waited for, and the event is stored without it", async () => {
    const [stored] = await storeDuring((id) => sql`delete from endpoints where id = ${id}`);
    expect(stored?.deliveries).toBe(0);
    expect(await endpointsOf(stored?.id ?? "")).toEqual([]);
  });
});
