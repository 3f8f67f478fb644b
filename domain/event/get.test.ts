import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { deliveries, endpoints, eventPayloads } from "#db/schema/index.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { getEvent } from "./get.ts";
import { makeEndpointRow, makeEndpointRows, makeEvent } from "./test-factory.ts";

ownTestDatabase();

const get = (tenant: { id: string }, uuid: string) =>
  getEvent({ actor: actorIn(tenant) }, { id: formatId("evt", uuid) });

test("shows payload, deliveries and why each endpoint got it or did not", async () => {
  const tenant = await makeTenant();
  const [gone, all, other, paused] = await makeEndpointRows(tenant, [
    { status: "inactive" },
    {},
    { eventTypes: ["user.*"] },
    { status: "paused" },
  ]);
  const body = Buffer.from(' {"type":"order.paid","a":1.10}');
  const { id } = await makeEvent(tenant, { body });
  const late = await makeEndpointRow(tenant);
  await makeEndpointRow(await makeTenant());

  const shown = await get(tenant, id);
  expect(shown).toMatchObject({ object: "event", type: "order.paid", bodyBytes: body.length });
  expect(shown.payload.body).toBe(body.toString());
  expect(shown.deliveries.map((row) => row.endpointId).sort()).toEqual([all, paused].map(wireId).sort());
  expect(shown.routing).toEqual([
    { endpointId: wireId(late), sent: false, reason: "created_later" },
    { endpointId: wireId(paused), sent: false, reason: "paused" },
    { endpointId: wireId(other), sent: false, reason: "type_not_subscribed" },
    { endpointId: wireId(all), sent: true, reason: "matched" },
    { endpointId: wireId(gone), sent: false, reason: "inactive" },
  ]);
});

test("says that an unverified endpoint's delivery is held where the app wants that", async () => {
  const tenant = await makeTenant();
  await system().update(apps).set({ requireVerification: true }).where(eq(apps.id, tenant.appId));
  await makeEndpointRow(tenant);
  const { id } = await makeEvent(tenant);
  expect((await get(tenant, id)).routing).toMatchObject([{ sent: false, reason: "unverified" }]);
  await system().update(endpoints).set({ verificationStatus: "verified" }).where(eq(endpoints.tenantId, tenant.id));
  expect((await get(tenant, id)).routing).toMatchObject([{ sent: true, reason: "matched" }]);
});

test("explains a test to its own endpoint only", async () => {
  const tenant = await makeTenant();
  const [one = ""] = await makeEndpointRows(tenant, [{}, {}]);
  const { id } = await makeEvent(tenant, { isSynthetic: true, only: { endpointId: one, trigger: "test" } });
  expect((await get(tenant, id)).routing).toEqual([{ endpointId: wireId(one), sent: true, reason: "matched" }]);
});

test("shows that a payload has expired", async () => {
  const tenant = await makeTenant();
  const { id } = await makeEvent(tenant);
  await system().delete(eventPayloads).where(eq(eventPayloads.id, id));
  expect((await get(tenant, id)).payload).toMatchObject({ body: null, contentType: "application/json" });
});

test("answers another tenant's, another app's, an unknown and a malformed id alike", async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()];
  const foreign = await makeEvent(other);
  const sandbox = { id: tenant.id, appId: newId() };
  await system().insert(apps).values({ id: sandbox.appId, tenantId: tenant.id, slug: "sandbox", name: "Sandbox" });
  const elsewhere = await makeEvent(sandbox);
  for (const id of [foreign.id, elsewhere.id, newId()]) {
    await expect(get(tenant, id)).rejects.toMatchObject({ code: "not_found" });
  }
  const malformed = getEvent({ actor: actorIn(tenant) }, { id: "evt_%00" });
  await expect(malformed).rejects.toMatchObject({ code: "not_found" });
  expect(await system().select().from(deliveries).where(eq(deliveries.tenantId, other.id))).toEqual([]);
});

function wireId(uuid: string | undefined): string {
  return formatId("ep", uuid ?? "");
}
