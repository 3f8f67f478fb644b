import { createHash } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { driver } from "#db/client.ts";
import { deliveries, endpoints, eventPayloads, events } from "#db/schema/index.ts";
import { apps } from "#db/schema/tenant.ts";
import { inTenant, system } from "#db/tenant.ts";
import { DUE_CHANNEL } from "#domain/delivery/wake.ts";
import { idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { FAN_OUT_MAX } from "./routes.ts";
import { type NewEvent, storeEventsIn } from "./store.ts";
import { makeEndpointRow, makeEndpointRows, makeEvent } from "./test-factory.ts";

ownTestDatabase();

const anEvent = (tenant: { id: string; appId: string }, type = "order.paid"): NewEvent => ({
  tenantId: tenant.id,
  appId: tenant.appId,
  type,
  body: Buffer.from(`{"type":"${type}"}`),
  contentType: "application/json",
});

const deliveriesOf = (eventId: string) => system().select().from(deliveries).where(eq(deliveries.eventId, eventId));

describe("keeps the bytes as they came", () => {
  test.each([
    ["numbers no double holds", '{"type":"a","n":[1e100000,12345678901234567890,-0,1.10]}'],
    ["duplicate keys", '{"type":"a","x":1,"x":2}'],
    ["__proto__ and key order", '{"z":1,"__proto__":{"x":1},"a":2,"type":"a"}'],
    ["whitespace", ' \r\n\t{ "type" :\t"a" }\n\n'],
    ["escapes and emoji", '{"type":"a","n":"\\u0000\\ud800é😀\\/"}'],
    ["bytes that are no UTF-8", Buffer.from([0xff, 0x00, 0xc3, 0x28, 0x0a])],
    ["nothing at all", ""],
  ])("%s", async (_, message) => {
    const body = Buffer.from(message);
    const { id } = await makeEvent(await makeTenant(), { body });
    const [kept] = await system().select().from(eventPayloads).where(eq(eventPayloads.id, id));
    const [row] = await system().select().from(events).where(eq(events.id, id));
    expect(kept?.body.equals(body)).toBe(true);
    expect(row?.bodyBytes).toBe(body.length);
    expect(row?.bodySha256).toEqual(createHash("sha256").update(body).digest());
  });
});

describe("goes to the endpoints that subscribe", () => {
  test.each([
    ["order.paid", true],
    ["order.*", true],
    ["*", true],
    ["order", false],
    ["order.paid.*", false],
    ["order.refunded", false],
    ["orders.*", false],
  ])("order.paid to a subscriber of %s: %s", async (pattern, isSent) => {
    const tenant = await makeTenant();
    await makeEndpointRow(tenant, { eventTypes: ["other.type", pattern] });
    expect((await makeEvent(tenant)).deliveries).toBe(isSent ? 1 : 0);
  });

  test("order.* matches every depth, null matches all, an empty list none", async () => {
    const tenant = await makeTenant();
    const [deep, all] = await makeEndpointRows(tenant, [{ eventTypes: ["order.*"] }, {}, { eventTypes: [] }]);
    const { id } = await makeEvent(tenant, { type: "order.item.line.paid" });
    expect((await deliveriesOf(id)).map((row) => row.endpointId).sort()).toEqual([deep, all].sort());
  });

  test("waits at paused and suspended endpoints, leaves inactive ones out", async () => {
    const tenant = await makeTenant();
    await makeEndpointRows(tenant, [{ status: "paused" }, { status: "suspended" }, { status: "inactive" }]);
    const { id, deliveries: count, deliveryIds } = await makeEvent(tenant);
    const rows = await deliveriesOf(id);
    expect(count).toBe(2);
    expect(rows.map((row) => row.id).sort()).toEqual([...deliveryIds].sort());
    for (const row of rows) expect(row).toMatchObject({ status: "pending", trigger: "event", attemptCount: 0 });
  });

  test("never crosses to another app or tenant", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    const sandbox = { id: tenant.id, appId: newId() };
    await system().insert(apps).values({ id: sandbox.appId, tenantId: tenant.id, slug: "sandbox", name: "Sandbox" });
    await makeEndpointRow(sandbox);
    await makeEndpointRow(other);
    expect((await makeEvent(tenant)).deliveries).toBe(0);
  });
});

test("counts attempts by the endpoint's schedule, else the app's, else the default", async () => {
  const tenant = await makeTenant();
  const [own, fallback] = await makeEndpointRows(tenant, [{ retrySchedule: [] }, {}]);
  const attemptsMax = async () =>
    Object.fromEntries(
      (await deliveriesOf((await makeEvent(tenant)).id)).map((row) => [row.endpointId, row.maxAttempts]),
    );
  expect(await attemptsMax()).toEqual({ [own ?? ""]: 1, [fallback ?? ""]: 10 });
  await system()
    .update(apps)
    .set({ retrySchedule: [1, 2] })
    .where(eq(apps.id, tenant.appId));
  expect(await attemptsMax()).toEqual({ [own ?? ""]: 1, [fallback ?? ""]: 3 });
});

test("sends a test to its one endpoint in one attempt, whatever that subscribes to", async () => {
  const tenant = await makeTenant();
  const [endpointId = ""] = await makeEndpointRows(tenant, [{ eventTypes: ["other"] }, {}]);
  const { id } = await makeEvent(tenant, { isSynthetic: true, only: { endpointId, trigger: "test" } });
  const rows = await deliveriesOf(id);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ endpointId, trigger: "test", maxAttempts: 1 });
});

test("shows the moment that is in the id", async () => {
  const tenant = await makeTenant();
  await makeEndpointRow(tenant);
  const { id } = await makeEvent(tenant);
  const [[row], [delivery]] = await Promise.all([
    system().select().from(events).where(eq(events.id, id)),
    deliveriesOf(id),
  ]);
  expect(row?.createdAt).toEqual(idTime(id));
  expect(delivery?.createdAt).toEqual(idTime(delivery?.id ?? ""));
});

test("keeps hundreds of events of several tenants in a handful of statements", async () => {
  const tenants = [await makeTenant(), await makeTenant(), await makeTenant()];
  for (const tenant of tenants)
    await makeEndpointRows(tenant, [{}, { eventTypes: ["order.*"] }, { eventTypes: ["x"] }]);
  const given = Array.from({ length: 300 }, (_, at) =>
    anEvent(tenants[at % 3] ?? fail(), at % 2 ? "order.paid" : "user.made"),
  );
  const { stored, statements } = await system().transaction(async (tx) => {
    const execute = vi.spyOn(tx, "execute");
    return { stored: await storeEventsIn(tx, given), statements: execute.mock.calls.length };
  });
  expect(statements).toBeLessThanOrEqual(4);
  expect(stored.map((event) => [event.type, event.deliveries])).toEqual(
    given.map(({ type }) => [type, type === "order.paid" ? 2 : 1]),
  );
  const rows = await system()
    .select()
    .from(deliveries)
    .where(
      inArray(
        deliveries.eventId,
        stored.map(({ id }) => id),
      ),
    );
  expect(rows).toHaveLength(450);
  const tenantOf = new Map(stored.map(({ id }, at) => [id, given[at]?.tenantId]));
  for (const row of rows) expect(row.tenantId).toBe(tenantOf.get(row.eventId));
});

test("works for the tenant role, and refuses it another tenant's event", async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()];
  await makeEndpointRow(tenant);
  const [stored] = await inTenant(tenant.id, (tx) => storeEventsIn(tx, [anEvent(tenant)]));
  expect(stored?.deliveries).toBe(1);
  await expect(inTenant(tenant.id, (tx) => storeEventsIn(tx, [anEvent(other)]))).rejects.toThrow();
});

test("wakes the dispatchers once, for the endpoints where something is due, and only then", async () => {
  const tenant = await makeTenant();
  const heard: string[] = [];
  const listening = await driver().listen(DUE_CHANNEL, (payload) => heard.push(payload));
  await makeEvent(tenant);
  const endpointId = await makeEndpointRow(tenant);
  await system().transaction((tx) => storeEventsIn(tx, [anEvent(tenant), anEvent(tenant)]));
  // Notifications come in the order of the commits: once this one is here, all before it are.
  await system().execute(sql`select pg_notify(${DUE_CHANNEL}, 'end')`);
  await expect.poll(() => heard.at(-1)).toBe("end");
  expect(heard).toEqual([endpointId, "end"]);
  await listening.unlisten();
});

describe("an event for very many endpoints", () => {
  test(`goes to all of ${FAN_OUT_MAX}, and is refused beyond, leaving nothing`, async () => {
    const tenant = await makeTenant();
    await makeEndpointRows(
      tenant,
      Array.from({ length: FAN_OUT_MAX }, () => ({})),
    );
    const { id, deliveries: count } = await makeEvent(tenant);
    expect(count).toBe(FAN_OUT_MAX);
    expect(await deliveriesOf(id)).toHaveLength(FAN_OUT_MAX);

    await makeEndpointRow(tenant);
    await expect(makeEvent(tenant)).rejects.toMatchObject({ code: "state_forbids" });
    expect(await system().select().from(events).where(eq(events.tenantId, tenant.id))).toHaveLength(1);
  });
});

test("waits for an endpoint's delete in progress and then leaves it out", async () => {
  const tenant = await makeTenant();
  const endpointId = await makeEndpointRow(tenant);
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const deleting = system().transaction(async (tx) => {
    await tx.select().from(endpoints).where(eq(endpoints.id, endpointId)).for("update");
    locked.resolve();
    await release.promise;
    await tx.update(endpoints).set({ status: "inactive" }).where(eq(endpoints.id, endpointId));
  });
  await locked.promise;
  const storing = makeEvent(tenant);
  await expect.poll(lockWaiters).toBe(1);
  release.resolve();
  await deleting;
  expect((await storing).deliveries).toBe(0);
});

function fail(): never {
  throw new Error("unreachable");
}
