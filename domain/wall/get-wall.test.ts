import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeDeliveries } from "#domain/delivery/test-factory.ts";
import { deleteEndpoint } from "#domain/endpoint/delete.ts";
import { getEndpoint } from "#domain/endpoint/get.ts";
import { makeEndpoint } from "#domain/endpoint/test-factory.ts";
import { makeEvent } from "#domain/event/test-factory.ts";
import { makeRollups } from "#domain/health/test-factory.ts";
import { newId } from "#domain/new-id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { getWall } from "./get-wall.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url);
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

const HOUR_MS = 3_600_000;

test("shows each endpoint with the figures that its own page shows, and nothing of another app's or a deleted one", async () => {
  const tenant = await makeTenant();
  const actor = actorIn(tenant);
  const [busy, quiet, deleted] = [
    await makeEndpoint(actor, { name: "Busy" }),
    await makeEndpoint(actor),
    await makeEndpoint(actor),
  ];
  await makeEndpoint(actorIn(await makeTenant()));
  await deleteEndpoint({ actor }, { id: deleted.id });
  const place = { tenantId: tenant.id, appId: tenant.appId, endpointId: busy.uuid };
  await makeRollups(place, [
    { at: new Date(), succeeded: 8, failed: 1, durationsMs: [10, 20, 400] },
    { at: new Date(Date.now() - 3 * HOUR_MS), succeeded: 3 },
    { at: new Date(Date.now() - 30 * HOUR_MS), failed: 50 },
  ]);
  const event = await makeEvent(tenant);
  const waiting = { endpointId: busy.uuid, eventId: event.id };
  await makeDeliveries(tenant, [
    { ...waiting, status: "pending" },
    { ...waiting, status: "retrying" },
    { ...waiting, status: "succeeded" },
  ]);
  const { endpoints: shown } = await getWall({ actor }, {});
  const { health } = await getEndpoint({ actor }, { id: busy.id });
  expect(shown.map(({ id }) => id)).toEqual([busy.id, quiet.id]);
  expect(shown[0]).toMatchObject({
    name: "Busy",
    state: health.state,
    successRate24h: health.successRate24h,
    p95ResponseTime: health.p95ResponseTime,
    // The event's own delivery, and two of those made by hand.
    backlog: 3,
  });
  expect(shown[0]?.traffic.slice(-4)).toEqual([3, 0, 0, 9]);
  expect(shown[1]).toMatchObject({ state: "idle", successRate24h: null, p95ResponseTime: null, backlog: 1 });
});

test("says which fail, and since when", async () => {
  const tenant = await makeTenant();
  const actor = actorIn(tenant);
  const endpoint = await makeEndpoint(actor);
  const failingSince = new Date(Date.now() - HOUR_MS);
  const row = { consecutiveFailures: 6, failingSince };
  await system()
    .insert(endpointHealth)
    .values({ endpointId: endpoint.uuid, tenantId: tenant.id, ...row })
    .onConflictDoUpdate({ target: endpointHealth.endpointId, set: row });
  await makeRollups({ tenantId: tenant.id, appId: tenant.appId, endpointId: endpoint.uuid }, [
    { at: new Date(), failed: 6 },
  ]);
  const { endpoints: shown } = await getWall({ actor }, {});
  expect(shown).toMatchObject([{ state: "failing", successRate24h: 0, failingSince: failingSince.toISOString() }]);
});

test("takes 1,000 endpoints at once, within a fraction of the pause between two looks", async () => {
  const tenant = await makeTenant();
  const actor = actorIn(tenant);
  const model = await makeEndpoint(actor);
  const [row] = await system().select().from(endpoints).where(eq(endpoints.id, model.uuid));
  if (!row) throw new Error("The endpoint was not stored.");
  const copies = Array.from({ length: 999 }, () => ({ ...row, id: newId() }));
  await system().insert(endpoints).values(copies);
  await getWall({ actor }, {});
  const startedAt = performance.now();
  const { endpoints: shown } = await getWall({ actor }, {});
  expect(shown).toHaveLength(1000);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
