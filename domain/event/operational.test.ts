import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deliveries, endpoints, eventPayloads, events } from "#db/schema/index.ts";
import { system } from "#db/tenant.ts";
import { makeEndpoint } from "#domain/endpoint/test-factory.ts";
import { updateEndpoint } from "#domain/endpoint/update.ts";
import { formatId } from "#domain/id.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { storeOperationalEvents } from "./operational.ts";
import { makeEndpointRow } from "./test-factory.ts";
import type { OperationalEventType } from "./words.ts";

ownTestDatabase();

const at = new Date("2026-05-05T12:00:00.000Z");

function tell(tenant: NewTenant, endpointId: string, type: OperationalEventType = "endpoint.failing") {
  const place = { tenantId: tenant.id, appId: tenant.appId };
  const endpoint = { id: endpointId, name: "Billing" };
  return system().transaction((tx) =>
    storeOperationalEvents(tx, [{ ...place, type, at, endpoint, facts: { percent: 25 } }]),
  );
}

const eventsOf = (tenant: NewTenant) =>
  system().select().from(events).where(eq(events.tenantId, tenant.id)).orderBy(asc(events.id));
const gotBy = async (tenant: NewTenant) =>
  (await system().select().from(deliveries).where(eq(deliveries.tenantId, tenant.id))).map((row) => row.endpointId);

describe("an operational event", () => {
  test.each<[string, string[] | null, boolean]>([
    ["names it", ["endpoint.failing"], true],
    ["names what it begins with", ["order.paid", "endpoint.*"], true],
    ["takes everything", null, false],
    ["takes everything by *", ["*"], false],
    ["takes everything, and names it too", ["*", "endpoint.failing"], true],
    ["names another one", ["endpoint.suspended", "delivery.*"], false],
  ])("goes to an endpoint that %s: %j %s", async (_, eventTypes, goes) => {
    const tenant = await makeTenant();
    const about = await makeEndpointRow(tenant);
    const other = await makeEndpointRow(tenant, { eventTypes });
    await tell(tenant, about);
    expect(await gotBy(tenant)).toEqual(goes ? [other] : []);
  });

  test("never goes to the endpoint it is about", async () => {
    const tenant = await makeTenant();
    const about = await makeEndpointRow(tenant, { eventTypes: ["endpoint.*", "endpoint.failing"] });
    await tell(tenant, about);
    expect(await gotBy(tenant)).toEqual([]);
  });

  test("stays in its app and its tenant", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    await makeEndpointRow(other, { eventTypes: ["endpoint.*"] });
    await tell(tenant, await makeEndpointRow(tenant));
    expect([await gotBy(tenant), await gotBy(other)]).toEqual([[], []]);
  });

  test("is not made where nobody asks for it", async () => {
    const tenant = await makeTenant();
    await makeEndpointRow(tenant, { eventTypes: null });
    expect(await tell(tenant, await makeEndpointRow(tenant))).toEqual([]);
    expect(await eventsOf(tenant)).toEqual([]);
  });

  test("says what, about whom and when, as Posthouse's own", async () => {
    const tenant = await makeTenant();
    const about = await makeEndpointRow(tenant);
    await makeEndpointRow(tenant, { eventTypes: ["endpoint.*"] });
    await tell(tenant, about);
    const [event] = await eventsOf(tenant);
    expect(event).toMatchObject({ type: "endpoint.failing", isSynthetic: true, contentType: "application/json" });
    const [payload] = await system()
      .select()
      .from(eventPayloads)
      .where(eq(eventPayloads.id, event?.id ?? ""));
    expect(JSON.parse(payload?.body.toString() ?? "")).toEqual({
      type: "endpoint.failing",
      timestamp: at.toISOString(),
      data: { endpointId: formatId("ep", about), endpointName: "Billing", percent: 25 },
    });
  });
});

describe("endpoint.resumed", () => {
  test.each([
    ["paused", "manual"],
    ["suspended", "gone"],
  ] as const)("is told in the same transaction when a %s endpoint is resumed", async (status, reason) => {
    const tenant = await makeTenant();
    const caller = { actor: actorIn(tenant) };
    const { id, uuid } = await makeEndpoint(caller.actor, { name: "Billing" });
    await makeEndpoint(caller.actor, { eventTypes: ["endpoint.resumed"] });
    await system().update(endpoints).set({ status, statusReason: reason }).where(eq(endpoints.id, uuid));
    await updateEndpoint(caller, { id, status: "active" });
    await updateEndpoint(caller, { id, status: "active" });
    const [event, ...more] = await eventsOf(tenant);
    expect([event?.type, more]).toEqual(["endpoint.resumed", []]);
    const [payload] = await system()
      .select()
      .from(eventPayloads)
      .where(eq(eventPayloads.id, event?.id ?? ""));
    expect(JSON.parse(payload?.body.toString() ?? "").data).toEqual({
      endpointId: id,
      endpointName: "Billing",
      previousStatus: status,
      previousReason: reason,
    });
  });

  test("is not told of a pause, nor of any other change", async () => {
    const tenant = await makeTenant();
    const caller = { actor: actorIn(tenant) };
    const { id } = await makeEndpoint(caller.actor);
    await makeEndpoint(caller.actor, { eventTypes: ["endpoint.*"] });
    await updateEndpoint(caller, { id, status: "paused" });
    await updateEndpoint(caller, { id, name: "Renamed" });
    expect(await eventsOf(tenant)).toEqual([]);
  });
});
