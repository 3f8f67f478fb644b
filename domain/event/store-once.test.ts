import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { deliveries, endpoints, eventPayloads, events } from "#db/schema/index.ts";
import { idempotencyKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { countStatements } from "#db/test-statements.ts";
import type { Actor } from "#domain/call/actor.ts";
import { keyedRequest } from "#domain/call/operation.ts";
import { formatId, parseId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { makeSource } from "#domain/source/test-factory.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { acceptEvent, acceptedOne } from "./accept.ts";
import { type Post, type PostResult, storeEvents, storePost } from "./store.ts";
import { endpointRow, makeEndpointRow } from "./test-factory.ts";

ownTestDatabase();

let tenant: Awaited<ReturnType<typeof makeTenant>>;
let actor: Actor;
let sourceId: string;
beforeEach(async () => {
  tenant = await makeTenant();
  actor = actorIn(tenant, { type: "key", permissions: ["send_events"] });
  sourceId = (await makeSource(actorIn(tenant))).uuid;
});

const paid = '{"type":"order.paid"}';
const input = (body = paid) => ({ body: new Uint8Array(Buffer.from(body)), contentType: "application/json" });

function plain(body = paid): Post {
  return { events: [{ tenantId: tenant.id, appId: tenant.appId, type: "order.paid", ...input(body) }] };
}

function keyed(key: string, body = paid): Post {
  const request = keyedRequest(acceptEvent.facts, { actor, app: { id: tenant.appId }, key, input: input(body) });
  return { ...plain(body), once: { by: "key", request, answer: acceptedOne } };
}

function received(providerId: string | null): Post {
  const [event] = plain().events;
  if (!event) throw new Error("A post has an event.");
  return {
    events: [{ ...event, sourceId }],
    once: { by: "provider", tenantId: tenant.id, sourceId, providerId },
  };
}

const storedIds = async () =>
  (await system().select({ id: events.id }).from(events).where(eq(events.tenantId, tenant.id))).map(({ id }) => id);

/** The event that a post became, or that it repeats. */
function eventOf(result: PostResult | undefined): string | undefined {
  if (result?.is === "stored") return result.events[0]?.id;
  return result?.is === "repeat" ? result.eventId : result?.is;
}

describe("what is stored together takes one statement once its routes are known", () => {
  test.each<[string, () => Post[]]>([
    ["a post", () => [plain()]],
    ["a post under a key", () => [keyed(newId())]],
    ["a batch", () => [{ events: Array.from({ length: 1000 }, () => plain().events).flat() }]],
    ["what a source received", () => [received(newId())]],
    ["all of them", () => [plain(), keyed(newId()), received(newId()), received(null), keyed(newId()), plain()]],
  ])("%s", async (_, posts) => {
    const endpointId = await makeEndpointRow(tenant);
    await storeEvents([...posts(), keyed(newId())]);
    const { statements, result } = await countStatements(() => storeEvents(posts()));
    expect(statements).toHaveLength(1);
    expect(result.map(({ is }) => is)).toEqual(posts().map(() => "stored"));
    const ids = result.flatMap((one) => (one.is === "stored" ? one.events.map(({ id }) => id) : []));
    const mine = and(inArray(deliveries.eventId, ids), eq(deliveries.endpointId, endpointId));
    expect(await system().$count(deliveries, mine)).toBe(ids.length);
    expect(await system().$count(eventPayloads, inArray(eventPayloads.id, ids))).toBe(ids.length);
  });
});

describe("what comes again makes one event", () => {
  test("within one statement", async () => {
    const [a, b, c, d] = await storeEvents([keyed("k"), received("p"), keyed("k"), received("p")]);
    expect([a?.is, b?.is, c?.is]).toEqual(["stored", "stored", "key_taken"]);
    expect(d).toEqual({ is: "repeat", eventId: eventOf(b) });
    expect(await storedIds()).toHaveLength(2);
  });

  test("in statements at the same time, in whatever order", async () => {
    const names = Array.from({ length: 10 }, (_, at) => `n${at}`);
    const posts = () => names.flatMap((name) => [keyed(name), received(name)]);
    const results = await Promise.all([
      storeEvents(posts()),
      storeEvents(posts().reverse()),
      storeEvents(posts()),
      storeEvents(posts().reverse()),
    ]);
    for (const at of [1, 3]) results[at]?.reverse();
    expect(await storedIds()).toHaveLength(2 * names.length);
    for (let at = 0; at < 2 * names.length; at += 2) {
      const ofKey = results.map((result) => eventOf(result[at]));
      expect(ofKey.filter((event) => event === "key_taken")).toHaveLength(3);
      expect(new Set(results.map((result) => eventOf(result[at + 1]))).size).toBe(1);
    }
  });

  test("one after the other, also by the operation that answers repeats", async () => {
    const [first] = await storeEvents([keyed("k")]);
    expect(await storeEvents([keyed("k")])).toEqual([{ is: "key_taken" }]);
    const caller = { actor, idempotencyKey: "k" };
    const id = formatId("evt", eventOf(first) ?? "");
    expect(await acceptEvent(caller, input())).toEqual({ id, type: "order.paid", deliveries: 0 });
    const other = acceptEvent(caller, input(`${paid} `));
    await expect(other).rejects.toMatchObject({ code: "idempotency_key_reused" });
    expect(await storedIds()).toHaveLength(1);
  });

  test("the operation first, and what it has answered stays", async () => {
    const { id } = await acceptEvent({ actor, idempotencyKey: "k" }, input());
    expect(await storeEvents([keyed("k"), plain()])).toMatchObject([{ is: "key_taken" }, { is: "stored" }]);
    expect(await storedIds()).toContain(parseId("evt", id));
    expect(await storedIds()).toHaveLength(2);
  });

  test("while the operation is at its key", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 ? acceptEvent({ actor, idempotencyKey: "k" }, input()) : storePost(keyed("k")),
      ),
    );
    expect(results.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await storedIds()).toHaveLength(1);
  });

  test("a key is free again after 24 hours for whoever asks the operation", async () => {
    await storeEvents([keyed("k")]);
    await system()
      .update(idempotencyKeys)
      .set({ createdAt: new Date(Date.now() - 25 * 3_600_000) })
      .where(eq(idempotencyKeys.tenantId, tenant.id));
    await acceptEvent({ actor, idempotencyKey: "k" }, input());
    expect(await storedIds()).toHaveLength(2);
  });
});

describe("an endpoint that is added between the read of the routes and the write", () => {
  /** Lets nothing be written until an endpoint is added. */
  function holdWrites() {
    const [held, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const done = system().transaction(async (tx) => {
      await tx.execute(sql`lock table event_payloads in exclusive mode`);
      held.resolve();
      await letGo.promise;
      await tx.insert(endpoints).values(endpointRow(tenant, {}));
    });
    const addEndpoint = async () => {
      letGo.resolve();
      await done;
    };
    return { held: held.promise, addEndpoint };
  }

  test("gets the event", async () => {
    const hold = holdWrites();
    await hold.held;
    const storing = storePost(plain());
    await expect.poll(lockWaiters).toBe(1);
    await hold.addEndpoint();
    expect(await storing).toMatchObject({ is: "stored", events: [{ deliveries: 1 }] });
    expect(await storedIds()).toHaveLength(1);
  });

  test("gets it also where that happens again and again", async () => {
    const { statements, result } = await countStatements(async () => {
      const first = holdWrites();
      await first.held;
      const storing = storePost(plain());
      await expect.poll(lockWaiters).toBe(1);
      const second = holdWrites();
      await expect.poll(lockWaiters).toBe(2);
      await first.addEndpoint();
      await second.held;
      await expect.poll(lockWaiters).toBe(1);
      await second.addEndpoint();
      return storing;
    });
    expect(result).toMatchObject({ is: "stored", events: [{ deliveries: 2 }] });
    expect(statements.filter((statement) => statement.includes("insert into event_payloads"))).toHaveLength(3);
    expect(await storedIds()).toHaveLength(1);
  });
});
