import { asc, eq, inArray } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { deliveries, replays } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { eventPayloads } from "#db/schema/event.ts";
import { apps } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { DUE_CHANNEL } from "#domain/delivery/wake.ts";
import { formatId, parseId } from "#domain/id.ts";
import { advanceReplay } from "#domain/replay/advance.ts";
import { createReplay } from "#domain/replay/create.ts";
import { dueReplays } from "#domain/replay/due.ts";
import { pauseReplay } from "#domain/replay/pause.ts";
import { resumeReplay } from "#domain/replay/resume.ts";
import { makeEnded } from "#domain/replay/test-factory.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { runReplays } from "./maintainer.ts";

ownTestDatabase();

type Input = Parameters<typeof createReplay>[1];

async function aReplay(tenant: NewTenant, input: Partial<Input> = {}): Promise<string> {
  const given = { filter: { status: ["failed" as const] }, ratePerSecond: 1000, ...input };
  const answer = await createReplay({ actor: actorIn(tenant) }, given);
  const id = "id" in answer ? parseId("rpl", answer.id) : null;
  if (id === null) throw new Error("No replay was made.");
  return id;
}

async function jobOf(id: string) {
  const [row] = await system().select().from(replays).where(eq(replays.id, id));
  if (!row) throw new Error("There is no such replay.");
  return row;
}

const madeBy = (replayId: string) =>
  system().select().from(deliveries).where(eq(deliveries.replayId, replayId)).orderBy(asc(deliveries.id));
const originalsOf = async (replayId: string) => (await madeBy(replayId)).map(({ replayOf }) => replayOf);

/** What the clock does for a job: its pace allows a second's worth again. */
const letASecondPass = (id: string) => system().update(replays).set({ pacedUntil: null }).where(eq(replays.id, id));

async function runToTheEnd(id: string): Promise<void> {
  for (let round = 0; round < 50 && (await jobOf(id)).state === "running"; round++) {
    await runReplays(system());
    await letASecondPass(id);
  }
}

test("makes a new delivery of each matched one, oldest first, and is completed", async () => {
  const tenant = await makeTenant();
  await system()
    .update(apps)
    .set({ retrySchedule: [1, 2] })
    .where(eq(apps.id, tenant.appId));
  const { ids, endpointId, eventId } = await makeEnded(tenant, [{}, { status: "succeeded" }, {}, {}]);
  const id = await aReplay(tenant);
  await runToTheEnd(id);
  const made = await madeBy(id);
  expect(made.map(({ replayOf }) => replayOf)).toEqual([ids[0], ids[2], ids[3]]);
  for (const row of made) {
    const place = { tenantId: tenant.id, appId: tenant.appId, endpointId, eventId, eventType: "order.paid" };
    expect(row).toMatchObject({ ...place, status: "pending", trigger: "replay", attemptCount: 0, maxAttempts: 3 });
    expect(row.nextAttemptAt).toBeInstanceOf(Date);
  }
  expect(await jobOf(id)).toMatchObject({ state: "completed", matched: 3, replayed: 3, skipped: 0 });
  expect((await jobOf(id)).completedAt).not.toBeNull();
});

test("sends what had succeeded once more where the filter says so", async () => {
  const tenant = await makeTenant();
  const { ids } = await makeEnded(tenant, [{ status: "succeeded" }, {}]);
  const id = await aReplay(tenant, { filter: { status: ["succeeded"] } });
  await runToTheEnd(id);
  expect(await originalsOf(id)).toEqual([ids[0]]);
});

test("wakes the dispatchers", async () => {
  const tenant = await makeTenant();
  await makeEnded(tenant, [{}]);
  await aReplay(tenant);
  const woken = Promise.withResolvers<void>();
  const { unlisten } = await driver().listen(DUE_CHANNEL, () => woken.resolve());
  await runReplays(system());
  await woken.promise;
  await unlisten();
});

test("keeps its pace: a second's worth at first, then as much as the time that passed allows", async () => {
  const tenant = await makeTenant();
  await makeEnded(
    tenant,
    Array.from({ length: 30 }, () => ({})),
  );
  const id = await aReplay(tenant, { ratePerSecond: 10 });
  await runReplays(system());
  await runReplays(system());
  expect(await madeBy(id)).toHaveLength(10);
  const before = (await jobOf(id)).pacedUntil ?? new Date();
  await system()
    .update(replays)
    .set({ pacedUntil: new Date(before.getTime() - 500) })
    .where(eq(replays.id, id));
  await runReplays(system());
  expect((await madeBy(id)).length).toBeGreaterThanOrEqual(15);
  expect((await madeBy(id)).length).toBeLessThan(20);
  const longAgo = new Date(Date.now() - 3_600_000);
  await system().update(replays).set({ pacedUntil: longAgo }).where(eq(replays.id, id));
  const soFar = (await madeBy(id)).length;
  await runReplays(system());
  expect((await madeBy(id)).length - soFar).toBe(10);
});

describe("skips and counts", () => {
  test("a delivery that was cancelled, whose payload expired, or whose endpoint was deleted", async () => {
    const tenant = await makeTenant();
    const { ids } = await makeEnded(tenant, [{}, { status: "cancelled" }]);
    const expired = await makeEnded(tenant, [{}]);
    await system().delete(eventPayloads).where(eq(eventPayloads.id, expired.eventId));
    const deleted = await makeEnded(tenant, [{}]);
    await system().update(endpoints).set({ status: "inactive" }).where(eq(endpoints.id, deleted.endpointId));
    const paused = await makeEnded(tenant, [{}]);
    await system().update(endpoints).set({ status: "paused" }).where(eq(endpoints.id, paused.endpointId));
    const id = await aReplay(tenant, { filter: { status: ["failed", "cancelled"] } });
    await runToTheEnd(id);
    expect(await originalsOf(id)).toEqual([ids[0], paused.ids[0]]);
    expect(await jobOf(id)).toMatchObject({ state: "completed", matched: 5, replayed: 2, skipped: 3 });
  });

  test("a delivery that was in flight when the replay was asked for, though it has failed since", async () => {
    const tenant = await makeTenant();
    const { ids } = await makeEnded(tenant, [{ status: "retrying", completedAt: null }, {}]);
    const id = await aReplay(tenant, { filter: { status: ["failed", "retrying"] } });
    const nowFailed = { status: "failed" as const, completedAt: new Date(Date.now() + 1000) };
    await system()
      .update(deliveries)
      .set(nowFailed)
      .where(eq(deliveries.id, ids[0] ?? ""));
    await runToTheEnd(id);
    expect(await originalsOf(id)).toEqual([ids[1]]);
    expect(await jobOf(id)).toMatchObject({ state: "completed", matched: 2, replayed: 1, skipped: 1 });
  });

  test("a delivery that was purged meanwhile", async () => {
    const tenant = await makeTenant();
    const { ids } = await makeEnded(tenant, [{}, {}, {}]);
    const id = await aReplay(tenant, { ratePerSecond: 2 });
    await runReplays(system());
    await system().delete(deliveries).where(inArray(deliveries.id, ids));
    await runToTheEnd(id);
    expect(await originalsOf(id)).toEqual([ids[0], ids[1]]);
    expect(await jobOf(id)).toMatchObject({ state: "completed", matched: 3, replayed: 2, skipped: 1 });
  });

  test("nothing at all: a replay that matches nothing is completed", async () => {
    const id = await aReplay(await makeTenant());
    await runReplays(system());
    expect(await jobOf(id)).toMatchObject({ state: "completed", matched: 0, replayed: 0, skipped: 0 });
  });
});

describe("never takes", () => {
  test("what failed after it was asked for", async () => {
    const tenant = await makeTenant();
    const { endpointId, eventId } = await makeEnded(tenant, [{}]);
    const id = await aReplay(tenant);
    await makeEnded(tenant, [{ endpointId, eventId, completedAt: new Date(Date.now() + 1000) }]);
    await runToTheEnd(id);
    expect(await jobOf(id)).toMatchObject({ matched: 1, replayed: 1 });
  });

  test("its own deliveries, even where a worker's clock is behind", async () => {
    const tenant = await makeTenant();
    const { ids } = await makeEnded(tenant, [{}, {}]);
    const id = await aReplay(tenant);
    await system()
      .update(deliveries)
      .set({ replayId: id })
      .where(eq(deliveries.id, ids[1] ?? ""));
    await runToTheEnd(id);
    const made = (await madeBy(id)).filter(({ replayOf }) => replayOf !== null);
    expect(made.map(({ replayOf }) => replayOf)).toEqual([ids[0]]);
  });

  test("another tenant's or another app's deliveries", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    await makeEnded(other, [{}]);
    const id = await aReplay(tenant);
    await runToTheEnd(id);
    expect(await madeBy(id)).toEqual([]);
  });
});

describe("a pause", () => {
  test("holds at once, even for a worker that has already chosen what comes next, and a resume goes on there", async () => {
    const tenant = await makeTenant();
    const caller = { actor: actorIn(tenant) };
    const { ids } = await makeEnded(tenant, [{}, {}, {}]);
    const id = await aReplay(tenant, { ratePerSecond: 1 });
    await runReplays(system());
    await letASecondPass(id);
    const chosen = (await dueReplays(system())).find((due) => due.id === id);
    if (!chosen) throw new Error("The replay is not due.");
    const { id: publicId } = await pauseReplay(caller, { id: formatId("rpl", id) });
    expect(await advanceReplay(system(), chosen)).toBe(0);
    await runReplays(system());
    expect(await originalsOf(id)).toEqual([ids[0]]);
    await resumeReplay(caller, { id: publicId });
    await runToTheEnd(id);
    expect(await originalsOf(id)).toEqual(ids);
  });
});

describe("two workers at once", () => {
  test("take each step once", async () => {
    const tenant = await makeTenant();
    const { ids } = await makeEnded(
      tenant,
      Array.from({ length: 20 }, () => ({})),
    );
    const id = await aReplay(tenant, { ratePerSecond: 10 });
    const [due] = (await dueReplays(system())).filter((one) => one.id === id);
    if (!due) throw new Error("The replay is not due.");
    const made = await Promise.all(Array.from({ length: 8 }, () => advanceReplay(system(), due)));
    expect(made.sort((a, b) => b - a)).toEqual([10, 0, 0, 0, 0, 0, 0, 0]);
    expect(await originalsOf(id)).toEqual(ids.slice(0, 10));
  });

  test("replay each delivery exactly once between them", async () => {
    const tenant = await makeTenant();
    const { ids } = await makeEnded(
      tenant,
      Array.from({ length: 300 }, () => ({})),
    );
    const id = await aReplay(tenant, { ratePerSecond: 40 });
    while ((await jobOf(id)).state === "running") {
      await Promise.all(Array.from({ length: 5 }, () => runReplays(system())));
      await letASecondPass(id);
    }
    expect(await originalsOf(id)).toEqual(ids);
    expect(await jobOf(id)).toMatchObject({ matched: 300, replayed: 300, skipped: 0 });
  });
});

test("a replay that cannot go on does not hold up the others", async () => {
  const [broken, sound] = [await makeTenant(), await makeTenant()];
  await makeEnded(broken, [{}]);
  await makeEnded(sound, [{}]);
  const brokenId = await aReplay(broken);
  await system()
    .update(replays)
    .set({ filter: { error: "no longer known" } })
    .where(eq(replays.id, brokenId));
  const soundId = await aReplay(sound);
  await runReplays(system());
  expect((await jobOf(brokenId)).state).toBe("running");
  expect((await jobOf(soundId)).replayed).toBe(1);
  await system().delete(replays).where(eq(replays.id, brokenId));
});
