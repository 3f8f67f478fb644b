import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { deliveries, eventPayloads, events } from "#db/schema/index.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow, makeEvent } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { getDelivery } from "./get.ts";
import { makeAttempt, makeDeliveries } from "./test-factory.ts";

ownTestDatabase();

const get = (tenant: NewTenant, uuid: string) => getDelivery({ actor: actorIn(tenant) }, { id: formatId("dlv", uuid) });

async function deliveryOf(tenant: NewTenant, body: Uint8Array) {
  await makeEndpointRow(tenant);
  const event = await makeEvent(tenant, { body });
  const [row] = await system().select().from(deliveries).where(eq(deliveries.eventId, event.id));
  if (!row) throw new Error("unreachable");
  return row;
}

test("shows the delivery, its payload and every attempt in order", async () => {
  const tenant = await makeTenant();
  const body = Buffer.from(' {"type":"order.paid","n":1.10,"n":1e100000}\n');
  const row = await deliveryOf(tenant, body);
  const bodySha256 = createHash("sha256").update(body).digest();
  await makeAttempt(row, { number: 2, responseCode: 204, errorCode: null, errorMessage: null, responseBody: null });
  await makeAttempt(row, {
    number: 1,
    bodySha256,
    bodyBytes: body.length,
    dnsMs: 1,
    connectMs: 2,
    tlsMs: 3,
    firstByteMs: 4,
  });

  const shown = await get(tenant, row.id);
  expect(shown).toMatchObject({ object: "delivery", eventType: "order.paid", status: "pending", error: null });
  expect(shown.payload).toEqual({ contentType: "application/json", bodyBytes: body.length, body: body.toString() });
  expect(shown.attempts).toMatchObject([
    {
      number: 1,
      timings: { dnsMs: 1, connectMs: 2, tlsMs: 3, firstByteMs: 4 },
      request: { bodySha256: bodySha256.toString("hex"), bodyBytes: body.length },
      response: { code: 500, body: "no", bodyBytes: 2, truncated: false },
      error: { code: "http_status" },
    },
    { number: 2, response: { code: 204, body: "" }, error: null },
  ]);
});

test("shows an attempt without a response", async () => {
  const tenant = await makeTenant();
  const row = await deliveryOf(tenant, Buffer.from("{}"));
  const nothing = { responseCode: null, responseHeaders: null, responseBody: null, responseBodyBytes: null };
  await makeAttempt(row, { ...nothing, errorCode: "connection_refused", errorMessage: "Nobody listens there" });
  const { attempts } = await get(tenant, row.id);
  expect(attempts).toMatchObject([
    { response: null, error: { code: "connection_refused", message: "Nobody listens there" } },
  ]);
});

test("shows bytes that are no text without failing", async () => {
  const tenant = await makeTenant();
  const row = await deliveryOf(tenant, Buffer.from([0xff, 0x00, 0x41]));
  await makeAttempt(row, { responseBody: Buffer.from("\u0000\u001b[31m</script>\u202e\xff", "latin1") });
  const { payload, attempts } = await get(tenant, row.id);
  expect(payload.body).toBe("\ufffd\u0000A");
  expect(attempts[0]?.response?.body).toContain("</script>");
});

test("says that a payload has expired, and survives the end of its event", async () => {
  const tenant = await makeTenant();
  const row = await deliveryOf(tenant, Buffer.from("{}"));
  await system().delete(eventPayloads).where(eq(eventPayloads.id, row.eventId));
  expect((await get(tenant, row.id)).payload).toEqual({ contentType: "application/json", bodyBytes: 2, body: null });
  await system().delete(events).where(eq(events.id, row.eventId));
  expect((await get(tenant, row.id)).payload.body).toBeNull();
});

test("answers another tenant's, an unknown and a malformed id alike", async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()];
  const endpointId = await makeEndpointRow(other);
  const [foreign] = await makeDeliveries(other, [{ endpointId }]);
  for (const id of [
    formatId("dlv", foreign?.id ?? ""),
    formatId("dlv", newId()),
    formatId("evt", newId()),
    "dlv_x",
    "",
  ]) {
    await expect(getDelivery({ actor: actorIn(tenant) }, { id })).rejects.toMatchObject({ code: "not_found" });
  }
});
