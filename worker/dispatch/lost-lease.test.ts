import type { Socket } from "node:net";
import { eq } from "drizzle-orm";
import type { Sql } from "postgres";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { attempts, deliveries, workers } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { answers, neverAnswers } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { rescueExpired } from "#worker/maintain/rescue.ts";
import { startDispatcher } from "./dispatcher.ts";
import { HEARTBEAT_MS } from "./limits.ts";
import { loadJobs } from "./load.ts";
import { recordResults } from "./record.ts";
import { type AttemptResult, sendAttempt } from "./send.ts";
import { Targets } from "./targets.ts";
import { deliveryRow, endLease, enqueue, enterClaimer, makeDispatchable } from "./test-queue.ts";

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });

let testDatabase: TestDatabase;
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let receiver: Receiver;
let claimer: Awaited<ReturnType<typeof enterClaimer>>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url, { connectionsMax: 1 });
  tenant = await makeTenant();
  receiver = await startReceiver({ behaviour: answers() });
  claimer = await enterClaimer();
});
afterEach(async () => {
  await system().delete(attempts);
  await system().delete(deliveries);
});
afterAll(async () => {
  await receiver.close();
  await disconnectDatabase();
  await testDatabase.drop();
});

/** Claims what is due at an endpoint and sends it; the results are not recorded. */
async function claimAndSend(endpointId: string): Promise<AttemptResult[]> {
  const claimed = await claimer.claim([endpointId]);
  const jobs = await loadJobs({ targets: new Targets(database()), sql: driver() }, claimed, 1_000_000);
  const options = { policy, signal: new AbortController().signal, now: () => new Date(), random: () => 0.5 };
  return Promise.all(jobs.map((job) => sendAttempt(job, options)));
}

/** As the rescue does: the lease is over, and the delivery is due again. */
async function takeLeaseAway(id: string): Promise<void> {
  const lost = { status: "retrying", isRetry: true, workerId: null, claim: null, nextAttemptAt: new Date(0) } as const;
  await system().update(deliveries).set(lost).where(eq(deliveries.id, id));
}

test("a lease is renewed for as long as its attempt is under way", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const silent = await startReceiver({ behaviour: neverAnswers() });
  const endpoint = await makeDispatchable(tenant, { url: silent.url, timeoutMs: 30_000 });
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy });
  await silent.received(1);
  const leaseEnds = async () => {
    const { workerId } = await deliveryRow(id);
    const [worker] = await system()
      .select()
      .from(workers)
      .where(eq(workers.id, workerId ?? 0));
    return Number(worker?.leaseExpiresAt);
  };
  const before = await leaseEnds();
  vi.advanceTimersByTime(HEARTBEAT_MS);
  await expect.poll(leaseEnds, { timeout: 5_000 }).toBeGreaterThan(before);
  vi.useRealTimers();
  await silent.close();
  await dispatcher.stop();
});

test("of two results of one delivery in a batch, the one whose lease holds counts", async () => {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url });
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const late = await claimAndSend(endpoint.endpointId);
  await takeLeaseAway(id);
  const held = await claimAndSend(endpoint.endpointId);
  expect(await recordResults(driver(), [...late, ...held])).toEqual(held);
  expect(await deliveryRow(id)).toMatchObject({ status: "succeeded", attemptCount: 2 });
});

test("an attempt that outlives its lease leaves the next one of its delivery under way", async () => {
  const open: Socket[] = [];
  const waiting = await startReceiver({ behaviour: { onRequest: (_request, socket) => void open.push(socket) } });
  const answer = (socket: Socket | undefined) => socket?.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  const endpoint = await makeDispatchable(tenant, { url: waiting.url });
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const lost: number[] = [];
  const watcher = { onRecorded: (batch: { lost: number }) => void lost.push(batch.lost) };
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy, watcher });
  await waiting.received(1);
  await takeLeaseAway(id);
  dispatcher.wake();
  await waiting.received(2);
  answer(open[0]);
  await vi.waitFor(() => expect(lost).toEqual([1]), { timeout: 10_000, interval: 10 });
  expect(dispatcher.inFlight()).toBe(1);
  answer(open[1]);
  await dispatcher.stop();
  expect(await deliveryRow(id)).toMatchObject({ status: "succeeded", attemptCount: 2 });
  await waiting.close();
});

test("a claim whose answer never came is taken up when its lease ends, and the worker goes on under another id", async () => {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url });
  const [lost = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const before = await system().$count(workers);
  const dispatcher = startDispatcher({ sql: driver(), queue: losingFirstClaim(driver()), db: database(), policy });
  await expect.poll(async () => (await deliveryRow(lost)).status, { timeout: 10_000 }).toBe("sending");
  const { workerId } = await deliveryRow(lost);
  const [next = ""] = await enqueue(tenant, endpoint, { count: 1 });
  dispatcher.wake([endpoint.endpointId]);
  await expect.poll(async () => (await deliveryRow(next)).status, { timeout: 10_000 }).toBe("succeeded");
  expect(await deliveryRow(lost)).toMatchObject({ status: "sending", workerId });
  expect(await system().$count(workers)).toBe(before + 2);
  await endLease(workerId);
  expect(await rescueExpired(driver(), database())).toBe(1);
  expect(await deliveryRow(lost)).toMatchObject({ status: "retrying", attemptCount: 1, leasesLost: 1 });
  await dispatcher.stop();
});

/** A driver that carries the first claim out and does not say so, as a connection does that breaks just then. */
function losingFirstClaim(sql: Sql): Sql {
  let isLost = false;
  return new Proxy(sql, {
    apply: (target, self, [text, ...values]: [TemplateStringsArray, ...unknown[]]) => {
      const query: Promise<unknown[]> = Reflect.apply(target, self, [text, ...values]);
      if (isLost || !text.raw?.join("").includes("set status = 'sending'")) return query;
      return query.then((rows) => {
        if (rows.length === 0) return rows;
        isLost = true;
        throw new Error("The connection broke.");
      });
    },
  });
}

test("a delivery whose endpoint is deleted for good between claim and send takes up no slot", async () => {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url });
  await enqueue(tenant, endpoint, { count: 1 });
  const deletions: Promise<unknown>[] = [];
  // There is one connection, so this comes before what is asked next.
  const onClaimed = ({ size }: { size: number }) => {
    if (size > 0) deletions.push(deleteForGood(endpoint.endpointId));
  };
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy, watcher: { onClaimed } });
  await vi.waitFor(() => expect(deletions).toHaveLength(1), { timeout: 10_000 });
  await Promise.all(deletions);
  await vi.waitFor(() => expect(dispatcher.inFlight()).toBe(0), { timeout: 2_000 });
  await dispatcher.stop();
});

async function deleteForGood(endpointId: string): Promise<void> {
  await driver()`
    with gone as (delete from deliveries where endpoint_id = ${endpointId})
    delete from endpoints where id = ${endpointId}`;
}
