import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { eventPayloads, events, eventTypes } from "#db/schema/event.ts";
import { system } from "#db/tenant.ts";
import { parseId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { testEndpoint } from "./send-test.ts";
import { makeEndpoint } from "./test-factory.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let actor: ReturnType<typeof actorIn>;
beforeEach(async () => {
  tenant = await makeTenant();
  actor = actorIn(tenant);
});

async function bodyOf(eventId: string): Promise<string> {
  const id = parseId("evt", eventId) ?? "";
  const [row] = await system().select().from(eventPayloads).where(eq(eventPayloads.id, id));
  return row?.body.toString() ?? "";
}

test("a test is one delivery to this endpoint alone, tried once, of a made-up event", async () => {
  await makeEndpoint(actor, { name: "bystander" });
  const { id } = await makeEndpoint(actor, { eventTypes: ["order.paid"], name: "Orders" });
  const delivery = await testEndpoint({ actor }, { id });
  expect(delivery).toMatchObject({
    ...{ object: "delivery", endpointId: id, eventType: "endpoint.test", status: "pending", trigger: "test" },
    ...{ attemptCount: 0, maxAttempts: 1 },
  });
  expect(await system().$count(deliveries, eq(deliveries.tenantId, tenant.id))).toBe(1);
  const [event] = await system().select().from(events).where(eq(events.tenantId, tenant.id));
  expect(event?.isSynthetic).toBe(true);
  expect(JSON.parse(await bodyOf(delivery.eventId))).toMatchObject({
    type: "endpoint.test",
    data: { endpointId: id, endpointName: "Orders" },
  });
});

test("a type's example is sent as it is written in the catalogue", async () => {
  const example = '{ "type": "order.paid",\n  "amount": 1.10, "id": 12345678901234567890 }';
  await makeType({ name: "order.paid", example });
  const { id } = await makeEndpoint(actor);
  const delivery = await testEndpoint({ actor }, { id, eventType: "order.paid" });
  expect(delivery.eventType).toBe("order.paid");
  expect(await bodyOf(delivery.eventId)).toBe(example);
});

test("a payload of one's own is sent in place of the example, as a message of its type", async () => {
  await makeType({ name: "order.paid", example: '{"type":"order.paid"}' });
  const { id } = await makeEndpoint(actor);
  const sent = async (input: object) => {
    const { eventType, eventId } = await testEndpoint({ actor }, { id, ...input });
    return [eventType, await bodyOf(eventId)];
  };
  const payload = { amount: 0 };
  expect(await sent({ eventType: "order.paid", payload })).toEqual(["order.paid", '{"type":"order.paid","amount":0}']);
  expect(await sent({ payload })).toEqual(["endpoint.test", '{"type":"endpoint.test","amount":0}']);
  expect(await sent({ eventType: "a.b", payload: { amount: 1, type: "a.b" } })).toEqual([
    "a.b",
    '{"amount":1,"type":"a.b"}',
  ]);
});

test("refuses a payload of another type, and one that is too large", async () => {
  const { id } = await makeEndpoint(actor);
  for (const payload of [{ type: "order.lost" }, { type: 7 }, { text: "x".repeat(64 * 1024) }]) {
    await expect(testEndpoint({ actor }, { id, eventType: "order.paid", payload })).rejects.toMatchObject({
      code: "invalid_request",
    });
  }
  expect(await system().$count(deliveries, eq(deliveries.tenantId, tenant.id))).toBe(0);
});

test("without an example, and of an archived type, it is a plain endpoint.test", async () => {
  await makeType({ name: "bare" });
  await makeType({ name: "old", example: "{}", archivedAt: new Date() });
  const { id } = await makeEndpoint(actor);
  for (const eventType of ["bare", "old", "unheard.of"]) {
    expect(await testEndpoint({ actor }, { id, eventType })).toMatchObject({ eventType: "endpoint.test" });
  }
});

test("the same Idempotency-Key sends one test", async () => {
  const { id } = await makeEndpoint(actor);
  const caller = { actor, idempotencyKey: newId() };
  const first = await testEndpoint(caller, { id });
  expect(await testEndpoint(caller, { id })).toEqual(first);
  expect(await system().$count(deliveries, eq(deliveries.tenantId, tenant.id))).toBe(1);
});

test("an address that may not be called any more is refused and nothing is queued", async () => {
  const { id, uuid } = await makeEndpoint(actor);
  await system().update(endpoints).set({ url: "https://10.0.0.8/" }).where(eq(endpoints.id, uuid));
  await expect(testEndpoint({ actor }, { id })).rejects.toMatchObject({ code: "state_forbids" });
  expect(await system().$count(deliveries, eq(deliveries.tenantId, tenant.id))).toBe(0);
});

test("refuses a type that cannot be one", async () => {
  const { id } = await makeEndpoint(actor);
  const refused = testEndpoint.invoke({ actor }, () => ({ id, eventType: "order.*" }));
  await expect(refused).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "eventType" }] });
});

function makeType(facts: { name: string; example?: string; archivedAt?: Date }) {
  const place = { tenantId: tenant.id, appId: tenant.appId };
  return system()
    .insert(eventTypes)
    .values({ ...place, description: "", ...facts });
}
