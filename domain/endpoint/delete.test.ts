import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts, deliveries, healthRollups } from "#db/schema/delivery.ts";
import { endpointHealth, endpointLanes, endpoints, signingSecrets } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeAttempt, makeDeliveries } from "#domain/delivery/test-factory.ts";
import { isTerminal } from "#domain/delivery/transition.ts";
import { DELIVERY_STATUSES } from "#domain/delivery/words.ts";
import { storeEventsIn } from "#domain/event/store.ts";
import { makeEvent } from "#domain/event/test-factory.ts";
import { makeRollups } from "#domain/health/test-factory.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { finishDeletes } from "#worker/maintain/finish-deletes.ts";
import { deleteEndpoint } from "./delete.ts";
import { getEndpoint } from "./get.ts";
import { purgeEndpointDeliveries } from "./purge-deliveries.ts";
import { makeEndpoint } from "./test-factory.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let actor: ReturnType<typeof actorIn>;
beforeEach(async () => {
  tenant = await makeTenant();
  actor = actorIn(tenant);
});

/** An endpoint with one delivery in every state, each with an attempt, and a rollup. */
async function makeUsedEndpoint() {
  const endpoint = await makeEndpoint(actor, { name: "used" });
  const facts = DELIVERY_STATUSES.map((status) => ({
    ...{ endpointId: endpoint.uuid, status, nextAttemptAt: new Date(), attemptCount: 1 },
    completedAt: isTerminal(status) ? new Date(Date.now() - 60_000) : null,
  }));
  for (const delivery of await makeDeliveries(tenant, facts)) await makeAttempt(delivery);
  const place = { tenantId: tenant.id, appId: tenant.appId, endpointId: endpoint.uuid };
  await makeRollups(place, [{ at: new Date(), succeeded: 1 }]);
  return endpoint;
}

function statusesOf(endpointId: string) {
  return system()
    .select({
      status: deliveries.status,
      nextAttemptAt: deliveries.nextAttemptAt,
      completedAt: deliveries.completedAt,
    })
    .from(deliveries)
    .where(eq(deliveries.endpointId, endpointId))
    .orderBy(deliveries.id);
}

test("a soft delete cancels what waits and leaves the rest readable", async () => {
  const { id, uuid } = await makeUsedEndpoint();
  const bystander = await makeUsedEndpoint();
  const answer = await deleteEndpoint({ actor }, { id });
  expect(answer).toEqual({ id, deletedAt: expect.any(String), cancelled: 2 });
  const rows = await statusesOf(uuid);
  expect(rows.map(({ status }) => status)).toEqual([
    "cancelled",
    "sending",
    "cancelled",
    "succeeded",
    "failed",
    "dead_letter",
    "cancelled",
  ]);
  for (const at of [0, 2]) expect(rows[at]).toMatchObject({ nextAttemptAt: null, completedAt: expect.any(Date) });
  expect(await getEndpoint({ actor }, { id })).toMatchObject({
    ...{ status: "inactive", statusReason: "deleted", deletedAt: answer.deletedAt, name: "used" },
  });
  expect((await statusesOf(bystander.uuid)).map(({ status }) => status)).toEqual([...DELIVERY_STATUSES]);
  const entries = await system().select().from(auditEntries).where(eq(auditEntries.targetId, id));
  expect(entries.find(({ action }) => action === "endpoint.delete")).toMatchObject({
    before: { name: "used", status: "active" },
    after: { permanent: false, cancelledDeliveries: 2 },
  });
});

test("a deleted endpoint gets no event any more", async () => {
  const { id } = await makeEndpoint(actor);
  expect((await makeEvent(tenant)).deliveries).toBe(1);
  await deleteEndpoint({ actor }, { id });
  expect((await makeEvent(tenant)).deliveries).toBe(0);
});

test.each([false, true])("an event being accepted meanwhile is not left waiting (permanent: %s)", async (permanent) => {
  const { id, uuid } = await makeEndpoint(actor);
  const event = { tenantId: tenant.id, appId: tenant.appId, type: "order.paid", contentType: "application/json" };
  const deletion = await system().transaction(async (tx) => {
    await storeEventsIn(tx, [{ ...event, body: Buffer.from("{}") }]);
    const deleting = deleteEndpoint({ actor }, { id, permanent });
    await untilSomebodyWaits();
    return { deleting };
  });
  await deletion.deleting;
  await finishDeletes(system());
  expect((await statusesOf(uuid)).map(({ status }) => status)).toEqual(permanent ? [] : ["cancelled"]);
});

test.each([false, true])("does not stand in the way of whom it waits for (permanent: %s)", async (permanent) => {
  const [changed, { id, uuid }] = [await makeEndpoint(actor), await makeEndpoint(actor)];
  const event = { tenantId: tenant.id, appId: tenant.appId, type: "order.paid", contentType: "application/json" };
  const { deleting } = await system().transaction(async (tx) => {
    // Moves the app's revision, as the delete will.
    await tx.update(endpoints).set({ status: "paused" }).where(eq(endpoints.id, changed.uuid));
    const deleting = deleteEndpoint({ actor }, { id, permanent });
    await untilSomebodyWaits();
    await tx.execute("set local lock_timeout = '500ms'");
    const [stored] = await storeEventsIn(tx, [{ ...event, body: Buffer.from("{}") }]);
    expect(stored?.deliveries).toBe(2);
    return { deleting };
  });
  await deleting;
  await finishDeletes(system());
  expect((await statusesOf(uuid)).map(({ status }) => status)).toEqual(permanent ? [] : ["cancelled"]);
});

/** Until the delete stands before the lock that the event holds. */
async function untilSomebodyWaits(): Promise<void> {
  while ((await lockWaiters()) === 0);
}

test("a permanent delete leaves nothing but the audit log, and touches no other endpoint", async () => {
  const { id, uuid } = await makeUsedEndpoint();
  const bystander = await makeUsedEndpoint();
  expect(await deleteEndpoint({ actor }, { id, permanent: "true" })).toMatchObject({ id, cancelled: 2 });
  await finishDeletes(system());
  expect(await rowsLeft(uuid)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(await rowsLeft(bystander.uuid)).toEqual([1, 7, 7, 2, 1, 1, 1]);
  await expect(getEndpoint({ actor }, { id })).rejects.toMatchObject({ code: "not_found" });
  const entries = await system().select().from(auditEntries).where(eq(auditEntries.targetId, id));
  expect(entries.find(({ action }) => action === "endpoint.delete")).toMatchObject({
    after: { permanent: true, deletedDeliveries: 6 },
  });
});

test("an endpoint that was deleted softly can still be removed for good", async () => {
  const { id, uuid } = await makeUsedEndpoint();
  await deleteEndpoint({ actor }, { id });
  await expect(deleteEndpoint({ actor }, { id })).rejects.toMatchObject({ code: "conflict" });
  await deleteEndpoint({ actor }, { id, permanent: true });
  await finishDeletes(system());
  expect(await rowsLeft(uuid)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test("a purge deletes what has ended, cancels what waits and leaves alone what is being sent", async () => {
  const { id, uuid } = await makeUsedEndpoint();
  const bystander = await makeUsedEndpoint();
  expect(await purgeEndpointDeliveries({ actor }, { id })).toEqual({ deleted: 4 });
  await finishDeletes(system());
  expect((await statusesOf(uuid)).map(({ status }) => status)).toEqual(["cancelled", "sending", "cancelled"]);
  expect(await rowsLeft(uuid)).toEqual([1, 3, 3, 2, 1, 1, 1]);
  expect(await purgeEndpointDeliveries({ actor }, { id })).toEqual({ deleted: 2 });
  expect(await rowsLeft(bystander.uuid)).toEqual([1, 7, 7, 2, 1, 1, 1]);
  const entries = await system().select().from(auditEntries).where(eq(auditEntries.targetId, id));
  expect(entries.find(({ action }) => action === "endpoint.purge_deliveries")).toMatchObject({
    after: { deletedDeliveries: 4, cancelledDeliveries: 2 },
  });
});

test("permanent must be true or false", async () => {
  const { id, uuid } = await makeEndpoint(actor);
  const refused = deleteEndpoint.invoke({ actor }, () => ({ id, permanent: "yes" }));
  await expect(refused).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "permanent" }] });
  expect((await rowsLeft(uuid))[0]).toBe(1);
});

/** Rows of an endpoint: itself, deliveries, attempts, rollups, secrets, health, lane. */
async function rowsLeft(endpointId: string): Promise<number[]> {
  const db = system();
  return Promise.all([
    db.$count(endpoints, eq(endpoints.id, endpointId)),
    db.$count(deliveries, eq(deliveries.endpointId, endpointId)),
    db.$count(attempts, eq(attempts.endpointId, endpointId)),
    db.$count(healthRollups, eq(healthRollups.endpointId, endpointId)),
    db.$count(signingSecrets, eq(signingSecrets.endpointId, endpointId)),
    db.$count(endpointHealth, eq(endpointHealth.endpointId, endpointId)),
    db.$count(endpointLanes, eq(endpointLanes.endpointId, endpointId)),
  ]);
}
