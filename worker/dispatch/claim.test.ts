import { setTimeout as wait } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase, driver } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { dueEndpoints } from "./due-endpoints.ts";
import { deliveryRow, endLease, enqueue, enterClaimer, makeDispatchable } from "./test-queue.ts";

let testDatabase: TestDatabase;
let tenant: Awaited<ReturnType<typeof makeTenant>>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url, { connectionsMax: 20 });
  tenant = await makeTenant();
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

type Claimer = Awaited<ReturnType<typeof enterClaimer>>;
let worker: Claimer;
beforeEach(async () => {
  worker = await enterClaimer();
});
const claim: Claimer["claim"] = (...request) => worker.claim(...request);

describe("a claim", () => {
  test("counts the attempt and takes a lease before anything is sent", async () => {
    const endpoint = await makeDispatchable(tenant);
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const [claimed] = await claim([endpoint.endpointId]);
    expect(claimed).toMatchObject({ id, attemptCount: 1, eventType: endpoint.type, trigger: "event" });
    const row = await deliveryRow(id);
    expect(row).toMatchObject({ status: "sending", attemptCount: 1, workerId: worker.workerId, claim: claimed?.claim });
  });

  test("takes the oldest first", async () => {
    const endpoint = await makeDispatchable(tenant);
    const ids = await enqueue(tenant, endpoint, { count: 5 });
    const claimed = await claim([endpoint.endpointId], { room: 3 });
    expect(claimed.map(({ id }) => id).sort()).toEqual(ids.slice(0, 3));
  });

  test("takes of one endpoint its part of the room at the most, and the rest when it is asked alone", async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => makeDispatchable(tenant, { maxInFlight: 100 })));
    const [busy, ...others] = asked.map(({ endpointId }) => endpointId);
    if (!asked[0] || !busy) throw new Error("No endpoint was made.");
    await enqueue(tenant, asked[0], { count: 50 });
    expect(await claim([busy, ...others], { room: 50 })).toHaveLength(10);
    expect(await claim([busy], { room: 40 })).toHaveLength(40);
  });

  test("leaves what is not due yet", async () => {
    const endpoint = await makeDispatchable(tenant);
    await enqueue(tenant, endpoint, { count: 1, status: "retrying", nextAttemptAt: new Date(Date.now() + 60_000) });
    expect(await claim([endpoint.endpointId])).toEqual([]);
    expect((await dueEndpoints(driver(), { limit: 1000 })).endpointIds).not.toContain(endpoint.endpointId);
  });

  test.each(["paused", "suspended", "inactive"] as const)("leaves the deliveries of a %s endpoint", async (status) => {
    const endpoint = await makeDispatchable(tenant);
    await enqueue(tenant, endpoint, { count: 1 });
    await system().update(endpoints).set({ status }).where(eq(endpoints.id, endpoint.endpointId));
    expect(await claim([endpoint.endpointId])).toEqual([]);
    expect((await dueEndpoints(driver(), { limit: 1000 })).endpointIds).not.toContain(endpoint.endpointId);
  });

  test("leaves an unverified endpoint's deliveries where the app requires verification", async () => {
    const strict = await makeTenant();
    await system().update(apps).set({ requireVerification: true }).where(eq(apps.id, strict.appId));
    const endpoint = await makeDispatchable(strict);
    await enqueue(strict, endpoint, { count: 1 });
    expect(await claim([endpoint.endpointId])).toEqual([]);
    await system()
      .update(endpoints)
      .set({ verificationStatus: "verified" })
      .where(eq(endpoints.id, endpoint.endpointId));
    expect(await claim([endpoint.endpointId])).toHaveLength(1);
  });

  test("never exceeds maxInFlight, also over several claims", async () => {
    const endpoint = await makeDispatchable(tenant, { maxInFlight: 4 });
    await enqueue(tenant, endpoint, { count: 10 });
    expect(await claim([endpoint.endpointId], { room: 3 })).toHaveLength(3);
    expect(await claim([endpoint.endpointId])).toHaveLength(1);
    expect(await claim([endpoint.endpointId])).toHaveLength(0);
  });

  test("never exceeds maxInFlight when eight workers claim at once", async () => {
    const endpoint = await makeDispatchable(tenant, { maxInFlight: 7 });
    await enqueue(tenant, endpoint, { count: 40 });
    const workers = await Promise.all(Array.from({ length: 8 }, enterClaimer));
    const ids: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const claims = await Promise.all(workers.map((one) => one.claim([endpoint.endpointId], { room: 5 })));
      ids.push(...claims.flat().map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThanOrEqual(7);
  });

  test("keeps to the rate limit and lets tokens come back", async () => {
    const endpoint = await makeDispatchable(tenant, { rateLimitPerSecond: 10, maxInFlight: 100 });
    await enqueue(tenant, endpoint, { count: 10 });
    expect(await claim([endpoint.endpointId])).toHaveLength(2);
    expect(await claim([endpoint.endpointId])).toHaveLength(0);
    await wait(250);
    expect(await claim([endpoint.endpointId])).toHaveLength(2);
  });

  test.each([1, 3, 7])("gives a limit of %i per second a token whenever one is due", async (rate) => {
    const endpoint = await makeDispatchable(tenant, { rateLimitPerSecond: rate });
    await enqueue(tenant, endpoint, { count: 3 });
    expect((await claim([endpoint.endpointId])).length).toBeGreaterThanOrEqual(1);
  });

  test("gives endpoints their turn: a long queue takes no more than its share", async () => {
    const busy = await makeDispatchable(tenant, { maxInFlight: 100 });
    const quiet = await makeDispatchable(tenant);
    await enqueue(tenant, busy, { count: 30 });
    const quietIds = await enqueue(tenant, quiet, { count: 3 });
    const claimed = await claim([busy.endpointId, quiet.endpointId], { room: 8 });
    expect(claimed.filter(({ endpointId }) => endpointId === busy.endpointId)).toHaveLength(4);
    expect(claimed.map(({ id }) => id)).toEqual(expect.arrayContaining(quietIds));
  });

  test("keeps room for first attempts however many retries are due", async () => {
    const endpoint = await makeDispatchable(tenant, { maxInFlight: 100 });
    await enqueue(tenant, endpoint, {
      count: 20,
      status: "retrying",
      attemptCount: 1,
      nextAttemptAt: new Date(Date.now() - 3_600_000),
    });
    await enqueue(tenant, endpoint, { count: 5 });
    const claimed = await claim([endpoint.endpointId], { room: 10 });
    expect(claimed.filter(({ attemptCount }) => attemptCount === 1)).toHaveLength(5);
    expect(claimed.filter(({ attemptCount }) => attemptCount === 2)).toHaveLength(5);
  });

  test("takes no retry where no slot is left for retries", async () => {
    const endpoint = await makeDispatchable(tenant);
    await enqueue(tenant, endpoint, { count: 3, status: "retrying", attemptCount: 1 });
    await enqueue(tenant, endpoint, { count: 1 });
    expect(await claim([endpoint.endpointId], { retryRoom: 0 })).toHaveLength(1);
  });

  test("takes deliveries that may bring a worker down one at a time, and the others beside them", async () => {
    const endpoint = await makeDispatchable(tenant);
    const facts = { status: "retrying", attemptCount: 2 } as const;
    const suspects = await enqueue(tenant, endpoint, { count: 3, ...facts, leasesLost: 2 });
    const others = await enqueue(tenant, endpoint, { count: 2, ...facts, leasesLost: 1 });
    const beside = (await claim([endpoint.endpointId], { suspectRoom: 0 })).map(({ id }) => id);
    expect(beside.sort()).toEqual(others);
    const [alone, ...more] = (await claim([endpoint.endpointId])).map(({ id }) => id);
    expect(suspects).toContain(alone);
    expect(more).toEqual([]);
  });

  test("does not wait for a delivery that somebody else holds", async () => {
    const endpoint = await makeDispatchable(tenant);
    const [held = "", free = ""] = await enqueue(tenant, endpoint, { count: 2 });
    await driver().begin(async (tx) => {
      await tx`select from deliveries_live where id = ${held} for update`;
      expect((await claim([endpoint.endpointId])).map(({ id }) => id)).toEqual([free]);
    });
    expect((await claim([endpoint.endpointId])).map(({ id }) => id)).toEqual([held]);
  });

  test("takes nothing once the worker's lease is over", async () => {
    const endpoint = await makeDispatchable(tenant);
    await enqueue(tenant, endpoint, { count: 1 });
    await worker.claim([]);
    await endLease(worker.workerId);
    expect(await claim([endpoint.endpointId])).toEqual([]);
    expect(await (await enterClaimer()).claim([endpoint.endpointId])).toHaveLength(1);
  });
});

test("the scan finds each endpoint with something due once", async () => {
  const endpoint = await makeDispatchable(tenant);
  await enqueue(tenant, endpoint, { count: 5 });
  const found = (await dueEndpoints(driver(), { limit: 1000 })).endpointIds;
  expect(found.filter((id) => id === endpoint.endpointId)).toHaveLength(1);
});

test("a scan that looks at few endpoints is followed by one behind it, until all were looked at", async () => {
  const made = await Promise.all(Array.from({ length: 3 }, () => makeDispatchable(tenant)));
  for (const endpoint of made) await enqueue(tenant, endpoint, { count: 1 });
  const found = new Set<string>();
  let after: string | null = null;
  do {
    const scan: Awaited<ReturnType<typeof dueEndpoints>> = await dueEndpoints(driver(), { after, limit: 2 });
    for (const id of scan.endpointIds) found.add(id);
    after = scan.scannedTo;
  } while (after !== null);
  expect(found).toEqual(new Set((await dueEndpoints(driver(), { limit: 1000 })).endpointIds));
  for (const { endpointId } of made) expect(found).toContain(endpointId);
});
