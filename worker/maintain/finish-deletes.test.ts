import { setTimeout as wait } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { attempts, deliveries, deliveriesLive, healthRollups } from "#db/schema/delivery.ts";
import { endpoints, historyPurges, signingSecrets } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { CANCEL_STEP } from "#domain/delivery/cancel-waiting.ts";
import { countDeliveriesByStatus } from "#domain/delivery/count-by-status.ts";
import { exportDeliveriesPage } from "#domain/delivery/export-page.ts";
import { getDelivery } from "#domain/delivery/get.ts";
import { listDeliveries } from "#domain/delivery/list.ts";
import { replayDelivery } from "#domain/delivery/replay.ts";
import { makeAttempt } from "#domain/delivery/test-factory.ts";
import { deleteEndpoint } from "#domain/endpoint/delete.ts";
import { DELETE_STEP, deleteHistory } from "#domain/endpoint/delete-history.ts";
import { getEndpoint } from "#domain/endpoint/get.ts";
import { getSparklines } from "#domain/endpoint/get-sparklines.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { purgeEndpointDeliveries } from "#domain/endpoint/purge-deliveries.ts";
import { makeEndpoint, uuidOf } from "#domain/endpoint/test-factory.ts";
import { updateEndpoint } from "#domain/endpoint/update.ts";
import { getEvent } from "#domain/event/get.ts";
import { storeEvents } from "#domain/event/store.ts";
import { getAppHealth } from "#domain/health/get-app.ts";
import { makeRollups } from "#domain/health/test-factory.ts";
import { formatId, idFloor } from "#domain/id.ts";
import { createReplay } from "#domain/replay/create.ts";
import { makeEnded } from "#domain/replay/test-factory.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { enterClaimer } from "#worker/dispatch/test-queue.ts";
import { finishDeletes } from "./finish-deletes.ts";
import { runReplays } from "./maintainer.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let caller: { actor: ReturnType<typeof actorIn> };
beforeEach(async () => {
  tenant = await makeTenant();
  caller = { actor: actorIn(tenant) };
});

const purge = (id: string) => purgeEndpointDeliveries(caller, { id });
const removeForGood = (id: string) => deleteEndpoint(caller, { id, permanent: true });

/** Many deliveries at once: so many that wait, and so many that have succeeded a minute ago. */
async function fill(endpointId: string, { waiting = 0, ended = 0 }: { waiting?: number; ended?: number }) {
  const moment = idFloor(new Date()).slice(0, 13);
  const row = sql`
    select overlay(gen_random_uuid()::text placing ${moment} from 1 for 13)::uuid, ${tenant.id}::uuid, ${tenant.appId}::uuid,
      ${endpointId}::uuid, gen_random_uuid(), 'order.paid', 10`;
  const columns = sql`id, tenant_id, app_id, endpoint_id, event_id, event_type, max_attempts`;
  await system().execute(sql`
    insert into deliveries_live (${columns}, next_attempt_at)
    ${row}, now() - n * interval '1 ms' from generate_series(1, ${waiting}::int) n`);
  await system().execute(sql`
    insert into deliveries_ended (${columns}, status, attempt_count, completed_at)
    ${row}, 'succeeded', 1, now() - interval '1 minute' from generate_series(1, ${ended}::int) n`);
}

const rowsOf = (endpointId: string) => system().$count(deliveries, eq(deliveries.endpointId, endpointId));
const waitingAt = (endpointId: string) => system().$count(deliveriesLive, eq(deliveriesLive.endpointId, endpointId));
const purges = () => system().$count(historyPurges, eq(historyPurges.tenantId, tenant.id));

describe.each([
  ["purged", purge],
  ["removed for good", removeForGood],
])("what was %s", (_, run) => {
  test("is gone from everything that reads it before a row of it is removed", async () => {
    const [gone, kept] = [
      await makeEnded(tenant, [
        { status: "failed", attemptCount: 1 },
        { status: "succeeded", attemptCount: 1 },
      ]),
      await makeEnded(tenant, [{}]),
    ];
    const id = formatId("ep", gone.endpointId);
    for (const deliveryId of gone.ids) {
      await makeAttempt({
        ...FACTS,
        tenantId: tenant.id,
        appId: tenant.appId,
        endpointId: gone.endpointId,
        id: deliveryId,
      });
    }
    const [attempt] = await system().select().from(attempts).where(eq(attempts.endpointId, gone.endpointId));
    const running = await createReplay(caller, { filter: { status: ["failed", "succeeded"] } });
    await run(id);
    expect(await rowsOf(gone.endpointId)).toBe(2);

    const shown = [formatId("dlv", kept.ids[0] ?? "")];
    const ids = ({ data }: { data: { id: string }[] }) => data.map((delivery) => delivery.id);
    expect(ids(await listDeliveries(caller, {}))).toEqual(shown);
    expect(ids(await listDeliveries(caller, { limit: 1 }))).toEqual(shown);
    expect(ids(await listDeliveries(caller, { q: formatId("att", attempt?.id ?? "") }))).toEqual([]);
    expect(ids(await exportDeliveriesPage(caller, {}))).toEqual(shown);
    for (const filter of [{}, { eventType: "order.paid" }, { trigger: "event" as const }]) {
      const { data } = await countDeliveriesByStatus(caller, filter);
      expect(data.filter(({ count }) => count > 0)).toEqual([{ status: "failed", count: 1, hasMore: false }]);
    }
    for (const uuid of gone.ids) {
      const delivery = formatId("dlv", uuid);
      await expect(getDelivery(caller, { id: delivery })).rejects.toMatchObject({ code: "not_found" });
      await expect(replayDelivery(caller, { id: delivery, force: true })).rejects.toMatchObject({ code: "not_found" });
      expect(ids(await listDeliveries(caller, { q: delivery }))).toEqual([]);
    }
    expect((await getEvent(caller, { id: formatId("evt", gone.eventId) })).deliveries).toEqual([]);
    expect(await createReplay(caller, { filter: { status: ["failed"] }, dryRun: true })).toMatchObject({ matched: 1 });
    await runReplays(system());
    const made = and(eq(deliveries.tenantId, tenant.id), eq(deliveries.trigger, "replay"));
    expect((await system().select().from(deliveries).where(made)).map(({ replayOf }) => replayOf)).toEqual(kept.ids);
    expect(running).toMatchObject({ matched: 3 });

    await finishDeletes(system());
    expect([await rowsOf(gone.endpointId), await purges()]).toEqual([0, 0]);
    expect(await system().$count(attempts, eq(attempts.endpointId, gone.endpointId))).toBe(0);
    expect(ids(await listDeliveries(caller, { trigger: "event" }))).toEqual(shown);
  });

  test("goes in steps, and whoever comes after one that was killed between two goes on", async () => {
    const [{ id, uuid }, bystander] = [await makeEndpoint(caller.actor), await makeEndpoint(caller.actor)];
    for (const one of [uuid, bystander.uuid])
      await fill(one, { waiting: CANCEL_STEP + 10, ended: 2 * DELETE_STEP + 10 });
    await run(id);
    const [hidden] = await system().select().from(historyPurges).where(eq(historyPurges.endpointId, uuid));
    if (!hidden) throw new Error("Nothing is hidden.");
    const steps = deleteHistory(system(), hidden);
    const before = await rowsOf(uuid);
    for (let step = 1; step <= 5; step++) await steps.next();
    expect(await rowsOf(uuid)).toBeLessThan(before);
    const killed = AbortSignal.timeout(1);
    await finishDeletes(system(), { signal: killed, restMs: 2 });
    expect(await purges()).toBe(1);
    await Promise.all([finishDeletes(system(), { restMs: 0 }), finishDeletes(system(), { restMs: 0 })]);
    expect([await purges(), await waitingAt(uuid)]).toEqual([0, 0]);
    expect(await rowsOf(uuid)).toBe(run === purge ? CANCEL_STEP + 10 : 0);
    expect(await rowsOf(bystander.uuid)).toBe(CANCEL_STEP + 2 * DELETE_STEP + 20);
    expect(await finishDeletes(system())).toBe(0);
  });
});

const FACTS = { eventId: "", eventType: "order.paid", maxAttempts: 10 };

test("an endpoint removed for good is found nowhere at once, and its secrets and charts are gone", async () => {
  const settings = { requestConfig: { headers: { authorization: "Bearer 1" } } };
  const { id, uuid } = await makeEndpoint(caller.actor, settings);
  const place = { tenantId: tenant.id, appId: tenant.appId };
  for (const endpointId of [uuid, (await makeEndpoint(caller.actor)).uuid]) {
    await makeRollups({ ...place, endpointId }, [{ at: new Date(), succeeded: 1 }]);
  }
  await removeForGood(id);
  await expect(getEndpoint(caller, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(getSparklines(caller, { ids: [id] })).rejects.toMatchObject({ code: "not_found" });
  await expect(removeForGood(id)).rejects.toMatchObject({ code: "not_found" });
  expect((await listEndpoints(caller, { status: "inactive" })).data).toEqual([]);
  expect((await listEndpoints(caller, { q: id })).data).toEqual([]);
  const { series } = await getAppHealth(caller, {});
  expect(series.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(1);
  const [row] = await system().select().from(endpoints).where(eq(endpoints.id, uuid));
  expect([row?.headersEncrypted, await system().$count(signingSecrets, eq(signingSecrets.endpointId, uuid))]).toEqual([
    null,
    0,
  ]);
  expect(await system().$count(healthRollups, eq(healthRollups.endpointId, uuid))).toBe(2);
  await finishDeletes(system());
  expect(await system().$count(healthRollups, eq(healthRollups.endpointId, uuid))).toBe(0);
  expect(await system().$count(endpoints, eq(endpoints.id, uuid))).toBe(0);
});

test("of two who remove it at once, one is told that it is not there", async () => {
  const { id } = await makeEndpoint(caller.actor);
  const both = await Promise.allSettled([removeForGood(id), removeForGood(id)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

describe("while what waited at a purge is cancelled", () => {
  test("none of it is sent, and what came later is neither cancelled nor lost", async () => {
    const { id, uuid } = await makeEndpoint(caller.actor, { maxInFlight: 100, eventTypes: ["order.paid"] });
    await fill(uuid, { waiting: CANCEL_STEP + 500 });
    const worker = await enterClaimer();
    const sending = await worker.claim([uuid], { room: 2 });
    await purge(id);
    const event = { tenantId: tenant.id, appId: tenant.appId, type: "order.paid", contentType: "application/json" };
    await storeEvents([{ events: [{ ...event, body: Buffer.from("{}") }] }]);
    // One of those that were being sent fails a second after the purge, the other one is still under way.
    await system()
      .update(deliveriesLive)
      .set({ status: "retrying", isRetry: true, durationMs: 60_000, nextAttemptAt: new Date(Date.now() + 60_000) })
      .where(eq(deliveriesLive.id, sending[0]?.id ?? ""));
    expect(await worker.claim([uuid])).toEqual([]);
    await finishDeletes(system());
    expect(await waitingAt(uuid)).toBe(3);
    const { data } = await countDeliveriesByStatus(caller, {});
    const counts = Object.fromEntries(data.map(({ status, count }) => [status, count]));
    expect(counts).toMatchObject({ cancelled: CANCEL_STEP + 498, sending: 1, retrying: 1, pending: 1 });
    expect(await worker.claim([uuid])).toHaveLength(1);
  });
});

describe("beside 200,000 that wait and 50,000 that have ended", () => {
  test("nobody is held up by a pause, a purge or a permanent delete", async () => {
    const other = await makeTenant();
    const [{ id, uuid }] = [await makeEndpoint(caller.actor, { eventTypes: ["big.one"] })];
    const neighbour = await makeEndpoint(caller.actor, { eventTypes: ["order.paid"] });
    const stranger = await makeEndpoint(actorIn(other), { eventTypes: ["order.paid"] });
    await fill(uuid, { waiting: 200_000, ended: 50_000 });
    const startedMs = performance.now();
    await updateEndpoint(caller, { id, status: "paused" });
    expect(performance.now() - startedMs).toBeLessThan(PATIENCE_MS);

    const watch = watchWriters();
    const accepting = [tenant, other].map(acceptUntil);
    expect(await purge(id)).toEqual({ deleted: 50_000 });
    expect(await removeForGood(id)).toMatchObject({ cancelled: expect.any(Number) });
    await finishDeletes(system(), { signal: AbortSignal.timeout(3000) });
    const waits = (await Promise.all(accepting.map((stop) => stop()))).flat();
    expect(await purges()).toBe(1);
    expect(Math.max(...waits)).toBeLessThan(PATIENCE_MS);
    expect(await watch()).toBeLessThan(PATIENCE_MS);
    expect((await waitingAt(uuidOf(neighbour.id))) + (await waitingAt(uuidOf(stranger.id)))).toBe(waits.length);
  });
});

/** What takes some 50 ms here, and took seconds where all went at once, on a machine that is busy with other tests. */
const PATIENCE_MS = 1000;

/** Posts one event after the other until told to stop; answers how long each took. */
function acceptUntil(place: { id: string; appId: string }): () => Promise<number[]> {
  let isOver = false;
  const waits: number[] = [];
  const work = (async () => {
    while (!isOver) {
      const startedMs = performance.now();
      const event = { tenantId: place.id, appId: place.appId, type: "order.paid", contentType: "application/json" };
      await storeEvents([{ events: [{ ...event, body: Buffer.from("{}") }] }]);
      waits.push(performance.now() - startedMs);
    }
    return waits;
  })();
  return () => {
    isOver = true;
    return work;
  };
}

/** Looks again and again who has written and not yet committed; answers the longest that anybody was seen like that. */
function watchWriters(): () => Promise<number> {
  let isOver = false;
  const seen = new Map<string, number>();
  const work = (async () => {
    let longestMs = 0;
    while (!isOver) {
      const nowMs = performance.now();
      for (const { key } of await driver()<{ key: string }[]>`
        select pid || ' ' || backend_xid as key from pg_stat_activity
        where datname = current_database() and backend_xid is not null`) {
        const sinceMs = seen.get(key) ?? nowMs;
        seen.set(key, sinceMs);
        longestMs = Math.max(longestMs, nowMs - sinceMs);
      }
      await wait(5);
    }
    return longestMs;
  })();
  return () => {
    isOver = true;
    return work;
  };
}
