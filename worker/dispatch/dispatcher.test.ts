import { createHash } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts } from "#db/schema/delivery.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import { sealHeaders } from "#domain/endpoint/sealed-headers.ts";
import { formatId } from "#domain/id.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { answers, answersInTurn, echoesRequest, neverAnswers, redirectsTo } from "#harness/behaviours.ts";
import { type Behaviour, type Receiver, startReceiver } from "#harness/receiver.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";
import { deliveryRow, enqueue, healthOf, makeDispatchable, rollupsOf } from "./test-queue.ts";

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });

let testDatabase: TestDatabase;
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let dispatcher: Dispatcher;
const open: Receiver[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url, { connectionsMax: 20 });
  tenant = await makeTenant();
  dispatcher = startDispatcher({ sql: driver(), db: database(), policy, random: () => 0.5 });
});
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});
afterAll(async () => {
  await dispatcher.stop();
  await disconnectDatabase();
  await testDatabase.drop();
});

async function receiverThat(behaviour: Behaviour): Promise<Receiver> {
  const receiver = await startReceiver({ behaviour });
  open.push(receiver);
  return receiver;
}

/** Wakes the dispatcher and waits until the delivery is in one of these states. */
async function settled(id: string, ...statuses: string[]) {
  dispatcher.wake();
  return vi.waitFor(
    async () => {
      const row = await deliveryRow(id);
      expect(statuses).toContain(row.status);
      return row;
    },
    { timeout: 10_000, interval: 20 },
  );
}

const attemptsOf = (id: string) =>
  system().select().from(attempts).where(eq(attempts.deliveryId, id)).orderBy(asc(attempts.number));
const statusOf = async (id: string) => (await system().select().from(endpoints).where(eq(endpoints.id, id)))[0];

describe("a delivery that is accepted", () => {
  test("arrives byte for byte, signed, with the headers of the contract", async () => {
    const receiver = await receiverThat(answers({ status: 204 }));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, version: "2026-01" });
    const body = Buffer.from('{ "type":"x", "n": 1e100000, "amount": 1.10, "n": -0,\n "é":"\\ud800" }');
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1, body });
    const row = await settled(id, "succeeded");
    const [request] = receiver.requests;
    expect(request?.body.equals(body)).toBe(true);
    expect(request?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^Posthouse\/\d/),
      "webhook-id": formatId("evt", row.eventId),
      "posthouse-delivery": formatId("dlv", id),
      "posthouse-attempt": "1",
      "posthouse-event-type": endpoint.type,
      "posthouse-version": "2026-01",
      "accept-encoding": "identity",
    });
    expect(() => new Webhook(endpoint.secret).verify(body, request?.headers ?? {})).not.toThrow();
    expect(row).toMatchObject({
      responseCode: 204,
      errorCode: null,
      attemptCount: 1,
      nextAttemptAt: null,
      workerId: null,
    });
    expect(row.completedAt).not.toBeNull();
  });

  test("leaves an attempt with its timings, answer and redacted request", async () => {
    const receiver = await receiverThat(answers({ status: 200, headers: { "x-answer": "yes" }, body: "thanks" }));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    await settled(id, "succeeded");
    const [attempt] = await attemptsOf(id);
    expect(attempt).toMatchObject({
      number: 1,
      responseCode: 200,
      responseBodyBytes: 6,
      isResponseTruncated: false,
      errorCode: null,
    });
    expect(attempt?.remoteAddress).toContain("127.0.0.2");
    expect(attempt?.responseBody?.toString()).toBe("thanks");
    expect(attempt?.responseHeaders).toMatchObject({ "x-answer": "yes" });
    const sent = receiver.requests[0]?.body ?? Buffer.alloc(0);
    expect(attempt?.bodySha256?.toString("hex")).toBe(createHash("sha256").update(sent).digest("hex"));
  });

  test("counts once in the minute's and the hour's rollup and makes the endpoint healthy", async () => {
    const receiver = await receiverThat(answers());
    const endpoint = await makeDispatchable(tenant, { url: receiver.url });
    await system()
      .update(endpointHealth)
      .set({ consecutiveFailures: 4, errorsSinceLastSuccess: 4, failingSince: new Date(), warnedPercent: 25 })
      .where(eq(endpointHealth.endpointId, endpoint.endpointId));
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    await settled(id, "succeeded");
    const rollups = await rollupsOf(endpoint.endpointId);
    expect(
      rollups.map(({ stepSeconds, succeeded, failed, deadLetter }) => ({ stepSeconds, succeeded, failed, deadLetter })),
    ).toEqual([
      { stepSeconds: 60, succeeded: 1, failed: 0, deadLetter: 0 },
      { stepSeconds: 3600, succeeded: 1, failed: 0, deadLetter: 0 },
    ]);
    expect(rollups[0]?.latency.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await healthOf(endpoint.endpointId)).toMatchObject({
      consecutiveFailures: 0,
      errorsSinceLastSuccess: 0,
      failingSince: null,
      warnedPercent: 0,
      lastStatusCode: 200,
    });
  });

  test("hides what the receiver echoes of our signature and custom headers", async () => {
    const receiver = await receiverThat(echoesRequest());
    const endpoint = await makeDispatchable(tenant, { url: receiver.url });
    const headersEncrypted = await sealHeaders(
      system(),
      { id: endpoint.endpointId, tenantId: tenant.id },
      { "x-token": "canary-token-1" },
    );
    await system()
      .update(endpoints)
      .set({ headersEncrypted, headerNames: ["x-token"] })
      .where(eq(endpoints.id, endpoint.endpointId));
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    await settled(id, "succeeded");
    expect(receiver.requests[0]?.headers["x-token"]).toBe("canary-token-1");
    const [attempt] = await attemptsOf(id);
    const stored = JSON.stringify([
      attempt?.requestHeaders,
      attempt?.responseHeaders,
      attempt?.responseBody?.toString(),
    ]);
    expect(stored).toContain("[redacted]");
    expect(stored).not.toContain("canary-token-1");
    expect(stored).not.toContain(receiver.requests[0]?.headers["webhook-signature"]?.slice(3));
  });
});

describe("a delivery that fails", () => {
  test("is retried by the schedule, with the same webhook-id, and then delivered", async () => {
    const receiver = await receiverThat(answersInTurn({ status: 500 }, { status: 503 }, { status: 200 }));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, retrySchedule: [1, 1] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const row = await settled(id, "succeeded");
    expect(row.attemptCount).toBe(3);
    expect((await attemptsOf(id)).map(({ number, responseCode }) => [number, responseCode])).toEqual([
      [1, 500],
      [2, 503],
      [3, 200],
    ]);
    expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(receiver.requests.map(({ headers }) => headers["posthouse-attempt"])).toEqual(["1", "2", "3"]);
  });

  test("waits as long as its schedule says", async () => {
    const receiver = await receiverThat(answers({ status: 500, body: "boom" }));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, retrySchedule: [600] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const row = await settled(id, "retrying");
    expect(row).toMatchObject({ responseCode: 500, errorCode: "http_status", completedAt: null, maxAttempts: 2 });
    expect(Number(row.nextAttemptAt) - Number(row.lastAttemptAt)).toBeGreaterThan(590_000);
    expect(Number(row.nextAttemptAt) - Number(row.lastAttemptAt)).toBeLessThan(610_000);
    expect(await healthOf(endpoint.endpointId)).toMatchObject({ consecutiveFailures: 1, lastStatusCode: 500 });
  });

  test("waits longer when Retry-After says so", async () => {
    const receiver = await receiverThat(answers({ status: 429, headers: { "retry-after": "1200" } }));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, retrySchedule: [5] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const row = await settled(id, "retrying");
    expect(Number(row.nextAttemptAt) - Number(row.lastAttemptAt)).toBeGreaterThan(1_190_000);
  });

  test("becomes a dead letter when its attempts are spent, and counts as one", async () => {
    const receiver = await receiverThat(answers({ status: 500 }));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, retrySchedule: [1] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const row = await settled(id, "dead_letter");
    expect(row).toMatchObject({ attemptCount: 2, nextAttemptAt: null });
    const rollups = await rollupsOf(endpoint.endpointId);
    const sum = (pick: (row: (typeof rollups)[number]) => number) =>
      rollups.filter(({ stepSeconds }) => stepSeconds === 3600).reduce((total, one) => total + pick(one), 0);
    expect([sum((one) => one.failed), sum((one) => one.deadLetter)]).toEqual([2, 1]);
  });

  test("is failed at once, unsent, when its address is blocked", async () => {
    const endpoint = await makeDispatchable(tenant, { url: "http://127.0.0.1:8080/" });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    expect(await settled(id, "failed")).toMatchObject({
      errorCode: "blocked_address",
      attemptCount: 1,
      responseCode: null,
    });
  });

  test("does not follow a redirect", async () => {
    const target = await receiverThat(answers());
    const receiver = await receiverThat(redirectsTo(target.url));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, retrySchedule: [] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    expect(await settled(id, "failed")).toMatchObject({ errorCode: "redirect", responseCode: 302 });
    expect(target.accepts()).toBe(0);
  });

  test("times out at the endpoint's timeout and frees its slot", async () => {
    const receiver = await receiverThat(neverAnswers());
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, timeoutMs: 1000, retrySchedule: [600] });
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const row = await settled(id, "retrying");
    expect(row.errorCode).toBe("timeout");
    expect(row.durationMs).toBeGreaterThanOrEqual(990);
    expect(dispatcher.inFlight()).toBe(0);
  });

  test("suspends the endpoint on 410; what else waits there keeps waiting, and the log says so", async () => {
    const receiver = await receiverThat(answers({ status: 410 }));
    const endpoint = await makeDispatchable(tenant, { url: receiver.url, maxInFlight: 1 });
    const [first = "", second = ""] = await enqueue(tenant, endpoint, { count: 2 });
    expect(await settled(first, "failed")).toMatchObject({ responseCode: 410, attemptCount: 1 });
    expect(await statusOf(endpoint.endpointId)).toMatchObject({ status: "suspended", statusReason: "gone" });
    expect((await deliveryRow(second)).status).toBe("pending");
    const told = await system()
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.targetId, formatId("ep", endpoint.endpointId)));
    expect(told).toMatchObject([{ action: "endpoint.suspend", actorType: "system", after: { statusReason: "gone" } }]);
    expect(receiver.requests).toHaveLength(1);
  });
});

test("a hanging endpoint with a thousand due does not delay another", async () => {
  const hanging = await receiverThat(neverAnswers());
  const healthy = await receiverThat(answers());
  const stuck = await makeDispatchable(tenant, { url: hanging.url, timeoutMs: 30_000 });
  await enqueue(tenant, stuck, { count: 1000 });
  dispatcher.wake();
  await hanging.received(10);
  const quick = await makeDispatchable(tenant, { url: healthy.url });
  await enqueue(tenant, quick, { count: 10 });
  const startedAt = performance.now();
  dispatcher.wake();
  await healthy.received(10);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(hanging.requests.length).toBe(10);
  await system().update(endpoints).set({ status: "inactive" }).where(eq(endpoints.id, stuck.endpointId));
});
