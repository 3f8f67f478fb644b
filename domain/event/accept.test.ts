import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries, deliveries, eventPayloads, events, eventTypes } from "#db/schema/index.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { formatId, parseId } from "#domain/id.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { acceptEvent } from "./accept.ts";
import { acceptEventBatch } from "./accept-batch.ts";
import { makeEndpointRow, makeEndpointRows } from "./test-factory.ts";
import { BATCH_LINES_MAX, EVENT_BYTES_MAX } from "./words.ts";

ownTestDatabase();

const keyOf = (tenant: NewTenant) => actorIn(tenant, { type: "key", permissions: ["send_events"] });
const json = (body: string) => ({ body: Buffer.from(body), contentType: "application/json" });
const ndjson = (...lines: string[]) => ({ body: Buffer.from(lines.join("\n")), contentType: "application/x-ndjson" });
const eventsOf = (tenant: NewTenant) => system().select().from(events).where(eq(events.tenantId, tenant.id));
const auditOf = (tenant: NewTenant) => system().select().from(auditEntries).where(eq(auditEntries.tenantId, tenant.id));
const paid = '{"type":"order.paid"}';

describe("acceptEvent", () => {
  test("answers id, type and the number of deliveries", async () => {
    const tenant = await makeTenant();
    await makeEndpointRows(tenant, [{}, { eventTypes: ["order.*"] }, { eventTypes: ["user.*"] }]);
    const answer = await acceptEvent({ actor: keyOf(tenant) }, json(paid));
    expect(answer).toEqual({ id: expect.stringMatching(/^evt_/), type: "order.paid", deliveries: 2 });
  });

  test("keeps bytes and content type as they came", async () => {
    const tenant = await makeTenant();
    const body = ' {"type":"a","n":[1e100000,12345678901234567890,-0,1.10],"n":2,"__proto__":null}\r\n';
    const contentType = "application/cloudevents+json; charset=utf-8";
    const { id } = await acceptEvent({ actor: keyOf(tenant) }, { body: Buffer.from(body), contentType });
    const uuid = parseId("evt", id) ?? "";
    const [row] = await system().select().from(events).where(eq(events.id, uuid));
    const [kept] = await system().select().from(eventPayloads).where(eq(eventPayloads.id, uuid));
    expect(row?.contentType).toBe(contentType);
    expect(kept?.body.toString()).toBe(body);
  });

  test.each([
    ["no JSON", json("hello"), "invalid_request"],
    ["no type", json("{}"), "invalid_request"],
    ["too many bytes", json(" ".repeat(EVENT_BYTES_MAX + 1)), "payload_too_large"],
    ["a form", { ...json(paid), contentType: "application/x-www-form-urlencoded" }, "unsupported_media_type"],
    ["another charset", { ...json(paid), contentType: "application/json; charset=utf-16" }, "unsupported_media_type"],
    ["two content types", { ...json(paid), contentType: "application/json, text/plain" }, "unsupported_media_type"],
    ["a header inside", { ...json(paid), contentType: "application/json\r\nx: y" }, "unsupported_media_type"],
  ])("refuses %s and keeps nothing", async (_, input, code) => {
    const tenant = await makeTenant();
    await expect(acceptEvent({ actor: keyOf(tenant) }, input)).rejects.toMatchObject({ code });
    expect(await eventsOf(tenant)).toHaveLength(0);
  });

  test("refuses who is not signed in, and a member without the permission", async () => {
    const tenant = await makeTenant();
    await expect(acceptEvent({ actor: null }, json(paid))).rejects.toMatchObject({ code: "unauthenticated" });
    const member = actorIn(tenant, { role: "member" });
    await expect(acceptEvent({ actor: member }, json(paid))).rejects.toMatchObject({ code: "forbidden" });
    expect(await eventsOf(tenant)).toHaveLength(0);
  });

  test("answers another tenant's app like one that is not there", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    const call = acceptEvent({ actor: keyOf(tenant), app: formatId("app", other.appId) }, json(paid));
    await expect(call).rejects.toMatchObject({ code: "not_found" });
    expect(await eventsOf(other)).toHaveLength(0);
  });

  test("happens once per idempotency key, and refuses the key for another body", async () => {
    const tenant = await makeTenant();
    const caller = { actor: keyOf(tenant), idempotencyKey: "k1" };
    const first = await acceptEvent(caller, json(paid));
    expect(await acceptEvent(caller, json(paid))).toEqual(first);
    await expect(acceptEvent(caller, json(`${paid} `))).rejects.toMatchObject({ code: "idempotency_key_reused" });
    expect(await eventsOf(tenant)).toHaveLength(1);
  });

  test("leaves an audit row when a person sends, none when a key does", async () => {
    const tenant = await makeTenant();
    await acceptEvent({ actor: keyOf(tenant) }, json(paid));
    expect(await auditOf(tenant)).toHaveLength(0);
    const { id } = await acceptEvent({ actor: actorIn(tenant) }, json(paid));
    expect(await auditOf(tenant)).toMatchObject([{ action: "event.accept", targetId: id }]);
  });
});

describe("the catalogue", () => {
  const schema = { required: ["amount"], properties: { amount: { type: "integer" } } };
  const withCatalogue = async (settings: Partial<typeof apps.$inferInsert>) => {
    const tenant = await makeTenant();
    await system().update(apps).set(settings).where(eq(apps.id, tenant.appId));
    const row = { tenantId: tenant.id, appId: tenant.appId, description: "" };
    await system()
      .insert(eventTypes)
      .values([
        { ...row, name: "order.paid", schema },
        { ...row, name: "order.old", schema, archivedAt: new Date() },
      ]);
    return (body: string) => acceptEvent({ actor: keyOf(tenant) }, json(body)).then(() => "accepted", codeOf);
  };

  test("binds nobody unless the app says so", async () => {
    const send = await withCatalogue({ validateEvents: false });
    expect(await send('{"type":"unheard.of"}')).toBe("accepted");
    expect(await send(paid)).toBe("accepted");
  });

  test("refuses unknown and archived types where the app requires known ones", async () => {
    const send = await withCatalogue({ requireKnownEventTypes: true });
    expect(await send('{"type":"unheard.of"}')).toBe("unknown_event_type");
    expect(await send('{"type":"order.old"}')).toBe("unknown_event_type");
    expect(await send(paid)).toBe("accepted");
  });

  test("refuses what departs from the schema where the app validates", async () => {
    const send = await withCatalogue({ validateEvents: true });
    expect(await send(paid)).toBe("event_schema_mismatch");
    expect(await send('{"type":"order.paid","amount":1}')).toBe("accepted");
    expect(await send('{"type":"order.old"}')).toBe("accepted");
    expect(await send('{"type":"unheard.of"}')).toBe("accepted");
  });
});

describe("acceptEventBatch", () => {
  test("accepts every line in order, and keeps each line's own bytes", async () => {
    const tenant = await makeTenant();
    await makeEndpointRow(tenant, { eventTypes: ["b"] });
    const lines = ['{"type":"a","n":1.10}', '{"type":"b"} \r', "", '{"type":"a","n":1.10}'];
    const answer = await acceptEventBatch({ actor: keyOf(tenant) }, ndjson(...lines));
    expect(answer.events.map(({ type, deliveries }) => [type, deliveries])).toEqual([
      ["a", 0],
      ["b", 1],
      ["a", 0],
    ]);
    const kept = await system()
      .select()
      .from(eventPayloads)
      .where(eq(eventPayloads.tenantId, tenant.id))
      .orderBy(eventPayloads.id);
    expect(kept.map(({ body }) => body.toString())).toEqual([
      '{"type":"a","n":1.10}',
      '{"type":"b"} ',
      '{"type":"a","n":1.10}',
    ]);
  });

  test(`accepts ${BATCH_LINES_MAX} lines and refuses one more`, async () => {
    const tenant = await makeTenant();
    const lines = Array.from({ length: BATCH_LINES_MAX }, () => paid);
    const { events: accepted } = await acceptEventBatch({ actor: keyOf(tenant) }, ndjson(...lines));
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(BATCH_LINES_MAX);
    const more = acceptEventBatch({ actor: keyOf(tenant) }, ndjson(...lines, paid));
    await expect(more).rejects.toMatchObject({ code: "payload_too_large" });
  });

  test("accepts nothing when one line is bad, and names the lines", async () => {
    const tenant = await makeTenant();
    const call = acceptEventBatch({ actor: keyOf(tenant) }, ndjson(paid, "{", "", '{"type":"no spaces"}', paid));
    await expect(call).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "2" }, { path: "4.type" }] });
    expect(await eventsOf(tenant)).toHaveLength(0);
    expect(await system().select().from(deliveries).where(eq(deliveries.tenantId, tenant.id))).toHaveLength(0);
  });

  test("holds every line against the catalogue", async () => {
    const tenant = await makeTenant();
    await system().update(apps).set({ requireKnownEventTypes: true }).where(eq(apps.id, tenant.appId));
    await system()
      .insert(eventTypes)
      .values({ tenantId: tenant.id, appId: tenant.appId, name: "order.paid", description: "" });
    const call = acceptEventBatch({ actor: keyOf(tenant) }, ndjson(paid, '{"type":"other"}'));
    await expect(call).rejects.toMatchObject({ code: "unknown_event_type", issues: [{ path: "2.type" }] });
  });

  test.each([
    ["nothing", ndjson(""), "invalid_request"],
    ["only empty lines", ndjson("", "", ""), "invalid_request"],
    ["a JSON content type", { ...ndjson(paid), contentType: "application/json" }, "unsupported_media_type"],
  ])("refuses %s", async (_, input, code) => {
    const tenant = await makeTenant();
    await expect(acceptEventBatch({ actor: keyOf(tenant) }, input)).rejects.toMatchObject({ code });
  });

  test("happens once per idempotency key", async () => {
    const tenant = await makeTenant();
    const caller = { actor: keyOf(tenant), idempotencyKey: "k1" };
    const first = await acceptEventBatch(caller, ndjson(paid, paid));
    expect(await acceptEventBatch(caller, ndjson(paid, paid))).toEqual(first);
    expect(await eventsOf(tenant)).toHaveLength(2);
  });
});

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}
