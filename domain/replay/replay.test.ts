import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { replays } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { createApp } from "#domain/app/create.ts";
import { formatId, idFloor } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { cancelReplay } from "./cancel.ts";
import { createReplay, REPLAYS_UNFINISHED_MAX } from "./create.ts";
import { getReplay } from "./get.ts";
import { listReplays } from "./list.ts";
import { pauseReplay } from "./pause.ts";
import { resumeReplay } from "./resume.ts";
import type { Replay } from "./schema.ts";
import { makeEnded } from "./test-factory.ts";

ownTestDatabase();

type Input = Parameters<typeof createReplay>[1];
const as = (tenant: NewTenant) => ({ actor: actorIn(tenant) });

async function matchedBy(tenant: NewTenant, filter: Input["filter"]): Promise<number> {
  const { matched } = await createReplay(as(tenant), { filter, dryRun: true });
  return matched;
}

async function aReplay(tenant: NewTenant, input: Partial<Input> = {}): Promise<Replay> {
  const answer = await createReplay(as(tenant), { filter: { status: ["failed"] }, ...input });
  if (!("id" in answer)) throw new Error("It was a dry run.");
  return answer;
}

const actionsIn = async (tenant: NewTenant) =>
  (await system().select().from(auditEntries).where(eq(auditEntries.tenantId, tenant.id)).orderBy(auditEntries.id)).map(
    ({ action }) => action,
  );
const jobsOf = (tenant: NewTenant) => system().select().from(replays).where(eq(replays.tenantId, tenant.id));

const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000);
const idAt = (at: Date) => idFloor(at).slice(0, 24) + newId().slice(24);

describe("a filter", () => {
  const someOfEach = () =>
    [
      { status: "failed", errorCode: "timeout" },
      { status: "dead_letter", errorCode: "http_status", responseCode: 503, eventType: "user.made" },
      { status: "dead_letter", errorCode: "http_status", responseCode: 500, id: idAt(minutesAgo(30)) },
      { status: "succeeded", responseCode: 200 },
      { status: "cancelled" },
      { status: "retrying", responseCode: 503, completedAt: null },
      { status: "pending", completedAt: null },
    ] as const;

  test.each<[string, Input["filter"], number]>([
    ["without a status means failed and dead letters", { eventType: ["order.paid", "user.made"] }, 3],
    ["by statuses", { status: ["dead_letter", "succeeded"] }, 3],
    ["by statuses in flight, too", { status: ["pending", "retrying"] }, 2],
    ["by event type", { eventType: ["user.made"] }, 1],
    ["by error", { error: "timeout" }, 1],
    ["by what made them", { trigger: "event" }, 3],
    ["by what made them, where nothing did", { trigger: "test" }, 0],
    ["by response code", { responseCode: 503 }, 1],
    ["by response code and status", { responseCode: 503, status: ["retrying"] }, 1],
    ["from a moment on", { after: minutesAgo(10).toISOString() }, 2],
    ["up to a moment", { before: minutesAgo(10).toISOString() }, 1],
    ["that finds nothing", { error: "tls_error" }, 0],
  ])("%s", async (_, filter, matched) => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    for (const one of [tenant, other]) await makeEnded(one, someOfEach());
    expect(await matchedBy(tenant, filter)).toBe(matched);
  });

  test("by event", async () => {
    const tenant = await makeTenant();
    const [{ eventId }, other] = [await makeEnded(tenant, [{}, {}]), await makeEnded(await makeTenant(), [{}])];
    await makeEnded(tenant, [{}]);
    expect(await matchedBy(tenant, { eventId: formatId("evt", eventId) })).toBe(2);
    const foreign = matchedBy(tenant, { eventId: formatId("evt", other.eventId) });
    await expect(foreign).rejects.toMatchObject({ code: "not_found" });
  });

  test("by endpoint", async () => {
    const tenant = await makeTenant();
    await makeEnded(tenant, [{}, {}]);
    const { endpointId } = await makeEnded(tenant, [{}]);
    expect(await matchedBy(tenant, { endpointId: formatId("ep", endpointId) })).toBe(1);
  });

  test("means deliveries of its own app", async () => {
    const tenant = await makeTenant();
    await makeEnded(tenant, [{}]);
    await createApp(as(tenant), { slug: "sandbox", name: "Sandbox" });
    const elsewhere = { ...as(tenant), app: "sandbox" };
    expect(await createReplay(elsewhere, { filter: { status: ["failed"] }, dryRun: true })).toEqual({ matched: 0 });
  });
});

describe("create", () => {
  test("answers a running job with the filter as it is meant, and keeps it", async () => {
    const tenant = await makeTenant();
    const { endpointId } = await makeEnded(tenant, [{}, { status: "dead_letter" }, { status: "succeeded" }]);
    const after = minutesAgo(60).toISOString();
    const filter = { endpointId: formatId("ep", endpointId), after: after.replace("Z", "+00:00") };
    const job = await aReplay(tenant, { filter, ratePerSecond: 7 });
    expect(job).toEqual({
      object: "replay",
      id: expect.stringMatching(/^rpl_/),
      filter: { endpointId: formatId("ep", endpointId), status: ["failed", "dead_letter"], after },
      state: "running",
      matched: 2,
      replayed: 0,
      skipped: 0,
      ratePerSecond: 7,
      createdAt: expect.stringMatching(/Z$/),
      completedAt: null,
    });
    expect(await getReplay(as(tenant), { id: job.id })).toEqual(job);
    const [entry] = await system().select().from(auditEntries).where(eq(auditEntries.targetId, job.id));
    expect(entry).toMatchObject({
      action: "replay.create",
      after: { filter: job.filter, matched: 2, ratePerSecond: 7 },
    });
  });

  test("counts at once what is in flight as skipped", async () => {
    const tenant = await makeTenant();
    await makeEnded(tenant, [{}, { status: "retrying", completedAt: null }]);
    const job = await aReplay(tenant, { filter: { status: ["failed", "retrying"] } });
    expect(job).toMatchObject({ matched: 2, skipped: 1 });
  });

  test("as a dry run only counts: no job, no row in the audit log", async () => {
    const tenant = await makeTenant();
    await makeEnded(tenant, [{}]);
    const answer = await createReplay(as(tenant), { filter: { status: ["failed"] }, dryRun: true });
    expect(answer).toEqual({ matched: 1 });
    expect([await jobsOf(tenant), await actionsIn(tenant)]).toEqual([[], []]);
  });

  test("happens once per idempotency key", async () => {
    const tenant = await makeTenant();
    await makeEnded(tenant, [{}]);
    const caller = { ...as(tenant), idempotencyKey: "k1" };
    const first = await createReplay(caller, { filter: { status: ["failed"] } });
    expect(await createReplay(caller, { filter: { status: ["failed"] } })).toEqual(first);
    expect(await jobsOf(tenant)).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["no filter", {}, "filter"],
    ["an empty filter", { filter: {} }, "filter"],
    ["no status at all", { filter: { status: [] } }, "filter.status"],
    ["a status that is none", { filter: { status: ["broken"] } }, "filter.status.0"],
    ["a pattern for an event type", { filter: { eventType: ["order.*"] } }, "filter.eventType.0"],
    ["an error that is none", { filter: { error: "oops" } }, "filter.error"],
    ["a response code of 99", { filter: { responseCode: 99 } }, "filter.responseCode"],
    ["a day that is none", { filter: { after: "2026-02-30T00:00:00Z" } }, "filter.after"],
    ["an unknown field of the filter", { filter: { status: ["failed"], limit: 3 } }, "filter.limit"],
    ["no pace", { filter: { status: ["failed"] }, ratePerSecond: 0 }, "ratePerSecond"],
    ["a pace of 1,001", { filter: { status: ["failed"] }, ratePerSecond: 1001 }, "ratePerSecond"],
    ["a pace of 1.5", { filter: { status: ["failed"] }, ratePerSecond: 1.5 }, "ratePerSecond"],
  ])("refuses %s", async (_, input, path) => {
    const tenant = await makeTenant();
    const call = createReplay.invoke(as(tenant), () => input);
    await expect(call).rejects.toMatchObject({ code: "invalid_request", issues: [{ path }] });
    expect(await jobsOf(tenant)).toEqual([]);
  });

  test("answers another tenant's endpoint like one that does not exist", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    const { endpointId } = await makeEnded(other, [{}]);
    for (const id of [formatId("ep", endpointId), formatId("ep", newId()), "ep_x"]) {
      for (const dryRun of [true, false]) {
        const call = createReplay(as(tenant), { filter: { endpointId: id }, dryRun });
        await expect(call).rejects.toMatchObject({ code: "not_found" });
      }
    }
  });

  test(`refuses more than ${REPLAYS_UNFINISHED_MAX} unfinished ones, also when two are asked for at once`, async () => {
    const tenant = await makeTenant();
    for (let made = 1; made < REPLAYS_UNFINISHED_MAX; made++) await aReplay(tenant);
    const both = await Promise.allSettled([aReplay(tenant), aReplay(tenant)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(aReplay(tenant)).rejects.toMatchObject({ code: "state_forbids" });
    const [one] = await jobsOf(tenant);
    await cancelReplay(as(tenant), { id: formatId("rpl", one?.id ?? "") });
    expect(await aReplay(tenant)).toMatchObject({ state: "running" });
  });
});

describe("pause, resume and cancel", () => {
  const moves = { pause: pauseReplay, resume: resumeReplay, cancel: cancelReplay };
  type Move = keyof typeof moves;

  test.each<[Replay["state"], Move, Replay["state"] | "conflict"]>([
    ["running", "pause", "paused"],
    ["running", "resume", "conflict"],
    ["running", "cancel", "cancelled"],
    ["paused", "pause", "conflict"],
    ["paused", "resume", "running"],
    ["paused", "cancel", "cancelled"],
    ["completed", "pause", "conflict"],
    ["completed", "resume", "conflict"],
    ["completed", "cancel", "conflict"],
    ["cancelled", "pause", "conflict"],
    ["cancelled", "resume", "conflict"],
    ["cancelled", "cancel", "conflict"],
  ])("of a %s replay: %s → %s", async (state, move, result) => {
    const tenant = await makeTenant();
    const { id } = await aReplay(tenant);
    await system().update(replays).set({ state }).where(eq(replays.tenantId, tenant.id));
    const call = moves[move](as(tenant), { id });
    if (result === "conflict") {
      await expect(call).rejects.toMatchObject({ code: "conflict" });
      expect(await getReplay(as(tenant), { id })).toMatchObject({ state });
      expect(await actionsIn(tenant)).toEqual(["replay.create"]);
      return;
    }
    const moved = await call;
    expect(moved).toMatchObject({ id, state: result, completedAt: result === "cancelled" ? expect.any(String) : null });
    expect(await getReplay(as(tenant), { id })).toEqual(moved);
    expect(await actionsIn(tenant)).toEqual(["replay.create", `replay.${move}`]);
  });

  test("another tenant's replay is not found, and stays as it is", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    const { id } = await aReplay(other);
    for (const call of [...Object.values(moves), getReplay]) {
      await expect(call(as(tenant), { id })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await getReplay(as(other), { id })).toMatchObject({ state: "running" });
  });
});

test("the list goes newest first, page by page", async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()];
  const ids: string[] = [];
  for (let made = 0; made < 3; made++) ids.unshift((await aReplay(tenant)).id);
  await aReplay(other);
  const first = await listReplays(as(tenant), { limit: 2 });
  const second = await listReplays(as(tenant), { limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
});

test("nobody without manage_webhooks replays anything", async () => {
  const tenant = await makeTenant();
  for (const actor of [null, actorIn(tenant, { role: "member" }), actorIn(tenant, { type: "key", permissions: [] })]) {
    const code = actor ? "forbidden" : "unauthenticated";
    await expect(createReplay({ actor }, { filter: { status: ["failed"] } })).rejects.toMatchObject({ code });
  }
});
