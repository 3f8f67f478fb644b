import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { events } from "#db/schema/event.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { countStatements } from "#db/test-statements.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { newId } from "#domain/new-id.ts";
import { flushSourceActivity } from "#domain/source/activity-store.ts";
import { makeSource } from "#domain/source/test-factory.ts";
import { proofHeaders } from "#domain/source/test-signer.ts";
import { actorIn, makeKey, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createIngestApp } from "./app.ts";

ownTestDatabase();
afterAll(flushSourceActivity);

const metrics = async () => ({ contentType: "text/plain", body: "" });
const door = createIngestApp({ takesEvents: true, isStopping: () => false, metrics });
const paid = '{"type":"order.paid"}';

let tenant: Awaited<ReturnType<typeof makeTenant>>;
let token: string;
let source: Awaited<ReturnType<typeof makeSource>>;
beforeEach(async () => {
  tenant = await makeTenant();
  await makeEndpointRow(tenant);
  token = (await makeKey(tenant, { permissions: ["send_events"] })).token;
  source = await makeSource(actorIn(tenant));
});

type Sent = { status: number; answer: Record<string, unknown> };

async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Sent> {
  const all = { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers };
  const response = await door.request(path, { method: "POST", headers: all, body });
  return { status: response.status, answer: await response.json() };
}

const single = (body = paid) => post("/api/v1/events", body);
const keyed = (key: string, body = paid) => post("/api/v1/events", body, { "idempotency-key": key });
const batch = (headers: Record<string, string> = {}) =>
  post("/api/v1/events/batch", `${paid}\n${paid}\n`, { "content-type": "application/x-ndjson", ...headers });
const provider = async () => {
  const proof = await proofHeaders("github", { secret: source.secret, body: paid, nowSeconds: 0, id: newId() });
  return post(new URL(source.url).pathname, paid, { "x-github-event": "push", "x-github-delivery": newId(), ...proof });
};
const stored = () => system().$count(events, eq(events.tenantId, tenant.id));

describe("once key, app and route are known, the door makes one statement of", () => {
  test.each<[string, () => Promise<Sent>]>([
    ["a post", single],
    ["a post under a key", () => keyed(newId())],
    ["a batch", batch],
    ["a batch under a key", () => batch({ "idempotency-key": newId() })],
    ["what a source received", provider],
  ])("%s", async (_, send) => {
    expect((await send()).status).toBe(202);
    await flushSourceActivity();
    const { statements, result } = await countStatements(send);
    expect(result.status).toBe(202);
    expect(statements).toHaveLength(1);
  });

  test("all that come at once", async () => {
    const sends = [single, () => keyed(newId()), provider, single, () => keyed(newId()), provider];
    const send = () => Promise.all(sends.map((one) => one()));
    await send();
    await flushSourceActivity();
    const { statements, result } = await countStatements(send);
    expect(result.map(({ status }) => status)).toEqual(sends.map(() => 202));
    // The first may go before the others are there.
    expect(statements.length).toBeLessThanOrEqual(2);
  });
});

describe("a post under a key", () => {
  test("that comes again gets the same answer, and another one under it none", async () => {
    const first = await keyed("k");
    expect(first).toEqual({ status: 202, answer: { id: expect.any(String), type: "order.paid", deliveries: 1 } });
    expect(await keyed("k")).toEqual(first);
    expect(await keyed("k", `${paid} `)).toMatchObject({ status: 422, answer: { code: "idempotency_key_reused" } });
    expect(await keyed("k", "no JSON")).toMatchObject({ status: 422, answer: { code: "idempotency_key_reused" } });
    expect(await stored()).toBe(1);
  });

  test("that comes twenty times at once makes one event", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => keyed("k")));
    const taken = answers.filter(({ status }) => status === 202);
    expect(new Set(taken.map(({ answer }) => answer.id)).size).toBe(1);
    for (const { status, answer } of answers)
      expect([202, "idempotency_in_progress"]).toContain(status === 202 ? 202 : answer.code);
    expect(await stored()).toBe(1);
  });

  test("gets its answer although the app would refuse it by now", async () => {
    const first = await keyed("k");
    await system().update(apps).set({ requireKnownEventTypes: true }).where(eq(apps.id, tenant.appId));
    await expect.poll(async () => (await single()).status).toBe(422);
    expect(await keyed("k")).toEqual(first);
    expect(await keyed("new")).toMatchObject({ status: 422, answer: { code: "unknown_event_type" } });
  });

  test.each([
    ["an empty key", "", paid, 400],
    ["no JSON", "k", "no JSON", 400],
    ["a key too long", "k".repeat(256), paid, 400],
  ])("is refused for %s, and the key is free", async (_, key, body, status) => {
    expect((await keyed(key, body)).status).toBe(status);
    expect((await keyed("k")).status).toBe(202);
    expect(await stored()).toBe(1);
  });
});

test("a batch under a key is kept whole once, and refused whole", async () => {
  const first = await batch({ "idempotency-key": "b" });
  expect(await batch({ "idempotency-key": "b" })).toEqual(first);
  expect(await stored()).toBe(2);
  const bad = await post("/api/v1/events/batch", `${paid}\n{`, { "content-type": "application/x-ndjson" });
  expect(bad).toMatchObject({ status: 400, answer: { issues: [{ path: "2" }] } });
  expect(await stored()).toBe(2);
});
