import { asc, eq, inArray } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { attempts, deliveries } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { events } from "#db/schema/event.ts";
import { notices } from "#db/schema/notice.ts";
import { system } from "#db/tenant.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import { makeEvent } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { notify } from "#domain/notice/notify.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { answers } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";
import { deliveryRow, enqueue, healthOf, makeDispatchable } from "./test-queue.ts";

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });

let testDatabase: TestDatabase;
let dispatcher: Dispatcher;
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let failing: Receiver;
let gone: Receiver;
let sound: Receiver;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url, { connectionsMax: 20 });
  dispatcher = startDispatcher({ sql: driver(), db: database(), policy, random: () => 0.5 });
  failing = await startReceiver({ behaviour: answers({ status: 503 }) });
  gone = await startReceiver({ behaviour: answers({ status: 410 }) });
  sound = await startReceiver({ behaviour: answers() });
});
beforeEach(async () => {
  tenant = await makeTenant();
});
afterEach(async () => {
  await system().delete(notices);
  await system().delete(attempts);
});
afterAll(async () => {
  for (const receiver of [failing, gone, sound]) await receiver.close();
  await dispatcher.stop();
  await disconnectDatabase();
  await testDatabase.drop();
});

/** Wakes the dispatcher and waits until the delivery has ended. */
async function ended(id: string, status: string) {
  dispatcher.wake();
  return vi.waitFor(
    async () => {
      const row = await deliveryRow(id);
      expect(row.status).toBe(status);
      return row;
    },
    { timeout: 10_000, interval: 20 },
  );
}

const noticesOf = (endpointId: string) => system().select().from(notices).where(eq(notices.endpointId, endpointId));
const eventsIn = () => system().select().from(events).where(eq(events.tenantId, tenant.id)).orderBy(asc(events.id));
const lastAttempt = { status: "retrying", attemptCount: 1 } as const;

/** A delivery of an event that Posthouse made, about an endpoint that is nowhere. */
async function enqueueOperational(type: string, facts: Partial<typeof deliveries.$inferInsert> = {}) {
  const { deliveryIds } = await makeEvent(tenant, { type, isSynthetic: true });
  const [id = ""] = deliveryIds;
  await system()
    .update(deliveries)
    .set({ status: "retrying", attemptCount: 1, ...facts })
    .where(eq(deliveries.id, id));
  return id;
}

describe("a dead letter", () => {
  test("gives notice of itself together with its last attempt", async () => {
    const endpoint = await makeDispatchable(tenant, { url: failing.url, retrySchedule: [60] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1, ...lastAttempt });
    const { eventId } = await ended(id, "dead_letter");
    const [notice, ...more] = await noticesOf(endpoint.endpointId);
    expect(more).toEqual([]);
    const place = { tenantId: tenant.id, appId: tenant.appId, kind: "delivery.dead_letter", makesEvent: true };
    expect(notice).toMatchObject(place);
    expect(notice?.facts).toEqual({
      deliveryId: formatId("dlv", id),
      eventId: formatId("evt", eventId),
      eventType: endpoint.type,
      attemptCount: 2,
      responseCode: 503,
      error: "http_status",
    });
  });

  test.each([
    ["a success", () => sound, lastAttempt, "succeeded"],
    ["a failure that is retried", () => failing, {}, "retrying"],
  ])("is not told of %s", async (_, receiver, facts, status) => {
    const endpoint = await makeDispatchable(tenant, { url: receiver().url, retrySchedule: [60] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1, ...facts });
    await ended(id, status);
    expect(await noticesOf(endpoint.endpointId)).toEqual([]);
  });

  test("of an operational event gives no notice, and neither starts nor lengthens the endpoint's streak", async () => {
    const endpoint = await makeDispatchable(tenant, { url: failing.url, retrySchedule: [60], eventTypes: ["a.told"] });
    await ended(await enqueueOperational("a.told"), "dead_letter");
    expect(await noticesOf(endpoint.endpointId)).toEqual([]);
    expect(await healthOf(endpoint.endpointId)).toMatchObject({
      consecutiveFailures: 0,
      failingSince: null,
      lastStatusCode: 503,
    });
  });
});

describe("an endpoint that answers 410", () => {
  test("is suspended with notice of it, once for a batch", async () => {
    const endpoint = await makeDispatchable(tenant, { url: gone.url });
    const ids = await enqueue(tenant, endpoint, { count: 3 });
    await ended(ids[0] ?? "", "failed");
    await vi.waitFor(async () => expect(await noticesOf(endpoint.endpointId)).toHaveLength(1), { timeout: 5000 });
    const [notice] = await noticesOf(endpoint.endpointId);
    expect(notice).toMatchObject({ kind: "endpoint.suspended", facts: { reason: "gone" }, makesEvent: true });
  });

  test("to an operational event is suspended, and people are told, but no further event is made", async () => {
    const endpoint = await makeDispatchable(tenant, { url: gone.url, eventTypes: ["a.told"] });
    await ended(await enqueueOperational("a.told"), "failed");
    const [row] = await system().select().from(endpoints).where(eq(endpoints.id, endpoint.endpointId));
    expect(row?.status).toBe("suspended");
    expect(await noticesOf(endpoint.endpointId)).toMatchObject([{ kind: "endpoint.suspended", makesEvent: false }]);
  });
});

test("what happened to one endpoint reaches another, signed like every event", async () => {
  const broken = await makeDispatchable(tenant, { url: failing.url, retrySchedule: [60], name: "Billing" });
  const watching = await makeDispatchable(tenant, { url: sound.url, eventTypes: ["delivery.dead_letter"] });
  const [id = ""] = await enqueue(tenant, broken, { count: 1, ...lastAttempt });
  await ended(id, "dead_letter");
  await notify(system(), { byMail: false });
  const [delivery] = await system().select().from(deliveries).where(eq(deliveries.endpointId, watching.endpointId));
  await ended(delivery?.id ?? "", "succeeded");
  const request = sound.requests.find(({ headers }) => headers["posthouse-event-type"] === "delivery.dead_letter");
  const opened = new Webhook(watching.secret).verify(request?.body ?? "", request?.headers ?? {});
  expect(opened).toMatchObject({
    type: "delivery.dead_letter",
    data: { endpointId: formatId("ep", broken.endpointId), endpointName: "Billing", deliveryId: formatId("dlv", id) },
  });
});

test("two endpoints that are told of each other and both fail do not go round in circles", async () => {
  const everything = ["endpoint.*", "delivery.*"];
  const facts = { url: failing.url, retrySchedule: [1] };
  const one = await makeDispatchable(tenant, { ...facts, eventTypes: ["a.one", ...everything] });
  const other = await makeDispatchable(tenant, { ...facts, eventTypes: ["a.other", ...everything] });
  for (const type of ["a.one", "a.other"]) {
    const [id = ""] = await enqueue(tenant, { type }, { count: 1, ...lastAttempt });
    await ended(id, "dead_letter");
  }
  while ((await notify(system(), { byMail: false })) > 0) await burnAttempts([one.endpointId, other.endpointId]);
  const told = (await eventsIn()).filter(({ isSynthetic }) => isSynthetic);
  expect(told.map(({ type }) => type)).toEqual(["delivery.dead_letter", "delivery.dead_letter"]);
  expect(await system().select().from(notices)).toEqual([]);
});

/** Waits until everything for these endpoints has used up its attempts. */
async function burnAttempts(endpointIds: readonly string[]): Promise<void> {
  const rows = await system().select().from(deliveries).where(inArray(deliveries.endpointId, endpointIds));
  for (const { id } of rows) await ended(id, "dead_letter");
}
