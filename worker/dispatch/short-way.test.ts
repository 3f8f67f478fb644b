import { eq, inArray } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { database, driver } from "#db/client.ts";
import { deliveries, deliveriesLive, workers } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import type { ShortWay } from "#domain/event/short-way.ts";
import { storedOf, storeEvents } from "#domain/event/store.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { answers, neverAnswers } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";
import { deliveryRow, enqueue, makeDispatchable } from "./test-queue.ts";

ownTestDatabase();

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let receiver: Receiver;
let dispatcher: Dispatcher;
let claimed: number;

beforeAll(async () => {
  tenant = await makeTenant();
});
beforeEach(async () => {
  claimed = 0;
  receiver = await startReceiver({ behaviour: answers() });
  const watcher = { onClaimed: ({ size }: { size: number }) => (claimed += size) };
  dispatcher = startDispatcher({ sql: driver(), db: database(), policy, random: () => 0.5, watcher });
});
afterEach(async () => {
  await receiver.close();
  await dispatcher.stop();
  await system().delete(deliveriesLive);
});

type Endpoint = Awaited<ReturnType<typeof makeDispatchable>>;

/** Posts events of the endpoint's type as the door of this process does, all at once; answers their deliveries' ids. */
async function post({ type }: Endpoint, { count = 1, shortWay = dispatcher.shortWay as ShortWay | null } = {}) {
  const body = Buffer.from(JSON.stringify({ type }));
  const event = { tenantId: tenant.id, appId: tenant.appId, type, body, contentType: "application/json" };
  const results = await storeEvents(
    Array.from({ length: count }, () => ({ events: [event] })),
    shortWay,
  );
  return results.flatMap((result) => storedOf(result).flatMap(({ deliveryIds }) => deliveryIds));
}

async function statuses(ids: readonly string[]): Promise<Record<string, number>> {
  const rows = await system()
    .select({ status: deliveries.status })
    .from(deliveries)
    .where(inArray(deliveries.id, [...ids]));
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ status }) => status)].map(([status, { length }]) => [status, length]),
  );
}

const all = (ids: readonly string[], status: string) =>
  vi.waitFor(async () => expect(await statuses(ids)).toEqual({ [status]: ids.length }), 10_000);

/** An endpoint that this dispatcher has sent to by a claim, so that it has a share of its limits and nothing is due. */
async function warm(facts: Partial<typeof endpoints.$inferInsert> = {}): Promise<Endpoint> {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url, ...facts });
  await all(await post(endpoint), "succeeded");
  expect(claimed).toBeGreaterThan(0);
  claimed = 0;
  return endpoint;
}

test("what need not wait is stored as being sent, and delivered without a claim", async () => {
  const endpoint = await warm();
  receiver.behave(neverAnswers());
  const [waiting = ""] = await post(endpoint);
  expect(await deliveryRow(waiting)).toMatchObject({ status: "sending", attemptCount: 1, nextAttemptAt: null });
  await receiver.received(2);
  receiver.behave(answers());
  const ids = await post(endpoint, { count: 5 });
  await all(ids, "succeeded");
  expect(claimed).toBe(0);
  expect(await deliveryRow(ids[0] ?? "")).toMatchObject({ attemptCount: 1, maxAttempts: 10, responseCode: 200 });
});

describe("what has to wait is stored as waiting, and claimed", () => {
  test("where this process sends nothing", async () => {
    const endpoint = await warm();
    const ids = await post(endpoint, { shortWay: null });
    await all(ids, "succeeded");
    expect(claimed).toBe(1);
  });

  test("where this dispatcher has no share of the endpoint's limits yet", async () => {
    const endpoint = await makeDispatchable(tenant, { url: receiver.url });
    await all(await post(endpoint), "succeeded");
    expect(claimed).toBe(1);
  });

  test("where all slots are taken: no more than maxInFlight are sent at once, and those behind wait with them", async () => {
    const endpoint = await warm({ maxInFlight: 3 });
    receiver.behave(neverAnswers());
    const ids = await post(endpoint, { count: 5 });
    expect(await statuses(ids)).toEqual({ sending: 3, pending: 2 });
    expect(await statuses(ids.slice(0, 3))).toEqual({ sending: 3 });
    const more = await post(endpoint);
    expect(await statuses(more)).toEqual({ pending: 1 });
  });

  test("where the rate has no turn left", async () => {
    const endpoint = await warm({ rateLimitPerSecond: 10, maxInFlight: 100 });
    const ids = await post(endpoint, { count: 4 });
    const at = await statuses(ids);
    expect(at.pending).toBeGreaterThanOrEqual(2);
    await all(ids, "succeeded");
  });

  test.each<[string, (endpoint: Endpoint) => Promise<unknown>]>([
    [
      "where the endpoint is paused",
      ({ endpointId }) => system().update(endpoints).set({ status: "paused" }).where(eq(endpoints.id, endpointId)),
    ],
    [
      "where the endpoint is not verified, and its app asks for that",
      () => system().update(apps).set({ requireVerification: true }).where(eq(apps.id, tenant.appId)),
    ],
    [
      "where the worker's lease is over",
      () =>
        system()
          .update(workers)
          .set({ leaseExpiresAt: new Date(Date.now() - 1000) }),
    ],
  ])("%s", async (_, change) => {
    const endpoint = await warm();
    await change(endpoint);
    const ids = await post(endpoint);
    expect(await statuses(ids)).toEqual({ pending: 1 });
    await system().update(apps).set({ requireVerification: false }).where(eq(apps.id, tenant.appId));
  });

  test("where something is due there that this dispatcher has not heard of; a later retry does not count", async () => {
    const endpoint = await warm();
    const status = "retrying" as const;
    const later = await enqueue(tenant, endpoint, { count: 1, status, nextAttemptAt: new Date(Date.now() + 60_000) });
    await vi.waitFor(async () => expect(await statuses(await post(endpoint))).not.toEqual({ pending: 1 }), 10_000);
    // Stored behind the dispatcher's back, as by a process whose notification has not come yet.
    await system()
      .update(deliveries)
      .set({ nextAttemptAt: new Date(0) })
      .where(inArray(deliveries.id, later));
    claimed = 0;
    const ids = await post(endpoint);
    await all([...ids, ...later], "succeeded");
    expect(claimed).toBe(2);
  });
});

test("an endpoint that was changed is sent to as it stands", async () => {
  const endpoint = await warm();
  const url = `${receiver.url}changed`;
  await system().update(endpoints).set({ url }).where(eq(endpoints.id, endpoint.endpointId));
  await all(await post(endpoint), "succeeded");
  expect(claimed).toBe(0);
  expect(receiver.requests.at(-1)?.path).toBe("/changed");
});

test("what is stored by nobody knows whom is left to the lease, and the dispatcher goes on under another id", async () => {
  const endpoint = await warm();
  const { shortWay } = dispatcher;
  const before = await system().select({ id: workers.id }).from(workers);
  const broken: ShortWay = {
    ...shortWay,
    reserve: (rows) => {
      const reserved = shortWay.reserve(rows);
      return (
        reserved && { ...reserved, settle: () => reserved.fail(Object.assign(new Error(), { code: "ECONNRESET" })) }
      );
    },
  };
  const lost = await post(endpoint, { shortWay: broken });
  expect(await statuses(lost)).toEqual({ sending: 1 });
  await all(await post(endpoint), "succeeded");
  const after = await system().select({ id: workers.id }).from(workers);
  expect(after.length).toBe(before.length + 1);
  expect(await statuses(lost)).toEqual({ sending: 1 });
});

test("a dispatcher that is stopping takes nothing more", async () => {
  const endpoint = await warm();
  await dispatcher.stop();
  expect(await statuses(await post(endpoint))).toEqual({ pending: 1 });
});
