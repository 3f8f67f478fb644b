import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery.ts";
import { endpointHealth } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeDeliveries } from "#domain/delivery/test-factory.ts";
import { makeEndpointRow, makeEvent } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { getAppHealth } from "./get-app.ts";
import { makeRollups } from "./test-factory.ts";
import { BACKLOG_COUNT_MAX } from "./words.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
beforeEach(async () => {
  tenant = await makeTenant();
});

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

async function makeEndpoint(facts: Parameters<typeof makeEndpointRow>[1] = {}, streak?: number): Promise<string> {
  const endpointId = await makeEndpointRow(tenant, facts);
  const failing = { consecutiveFailures: streak ?? 0, failingSince: streak ? hoursAgo(2) : null };
  await system()
    .insert(endpointHealth)
    .values({ endpointId, tenantId: tenant.id, ...failing });
  return endpointId;
}

function attempted(endpointId: string, ...attempts: Parameters<typeof makeRollups>[1]) {
  return makeRollups({ tenantId: tenant.id, appId: tenant.appId, endpointId }, attempts);
}

test("an app without traffic has no rate, no percentile and no backlog", async () => {
  const { health, series, failingEndpoints } = await getAppHealth({ actor: actorIn(tenant) }, {});
  const nothing = { deliveries: 0, successRate: null, p95ResponseTime: null, backlog: 0, oldestDueAt: null };
  expect(health).toEqual(nothing);
  expect(series.length).toBeGreaterThan(0);
  expect(failingEndpoints).toEqual([]);
});

test("the totals add up all endpoints over the range asked for, and no other app's", async () => {
  const [one, other] = [await makeEndpoint(), await makeEndpoint()];
  await attempted(one, { at: hoursAgo(1), succeeded: 6, failed: 2, deadLetter: 1, durationsMs: [10, 10, 10, 10] });
  await attempted(other, { at: hoursAgo(2), succeeded: 2, durationsMs: [10, 10] });
  await attempted(other, { at: hoursAgo(40), succeeded: 100 });
  const stranger = await makeTenant();
  const foreign = await makeEndpointRow(stranger);
  await makeRollups({ tenantId: stranger.id, appId: stranger.appId, endpointId: foreign }, [
    { at: hoursAgo(1), succeeded: 9 },
  ]);
  const day = await getAppHealth({ actor: actorIn(tenant) }, {});
  expect(day.health).toMatchObject({ deliveries: 9, successRate: 0.8 });
  expect(day.health.p95ResponseTime).toBeLessThanOrEqual(10);
  const week = await getAppHealth({ actor: actorIn(tenant) }, { after: hoursAgo(7 * 24).toISOString() });
  expect(week).toMatchObject({ stepSeconds: 3600, health: { deliveries: 109 } });
});

test("the backlog is what waits; only what an active endpoint should have had by now is overdue", async () => {
  const [active, paused] = [await makeEndpoint(), await makeEndpoint({ status: "paused", statusReason: "manual" })];
  await makeEndpoint({ status: "inactive", statusReason: "deleted" });
  await makeEvent(tenant);
  const [due, later] = [hoursAgo(1), hoursAgo(-1)];
  await system().update(deliveries).set({ nextAttemptAt: later }).where(eq(deliveries.endpointId, active));
  await system().update(deliveries).set({ nextAttemptAt: due }).where(eq(deliveries.endpointId, paused));
  const caller = { actor: actorIn(tenant) };
  expect((await getAppHealth(caller, {})).health).toMatchObject({ backlog: 2, oldestDueAt: null });
  await system()
    .update(deliveries)
    .set({ status: "retrying", nextAttemptAt: due })
    .where(eq(deliveries.endpointId, active));
  expect((await getAppHealth(caller, {})).health).toMatchObject({ backlog: 2, oldestDueAt: due.toISOString() });
  await system()
    .update(deliveries)
    .set({ status: "succeeded", nextAttemptAt: null })
    .where(eq(deliveries.endpointId, active));
  expect((await getAppHealth(caller, {})).health).toMatchObject({ backlog: 1, oldestDueAt: null });
});

test("the longest overdue delivery is found where more wait than are counted", async () => {
  const [active, paused] = [await makeEndpoint(), await makeEndpoint({ status: "paused", statusReason: "manual" })];
  const [oldest, old, older] = [hoursAgo(2), hoursAgo(1), hoursAgo(3)];
  const many = Array.from({ length: 1000 }, () => ({ endpointId: active, nextAttemptAt: old }));
  for (let thousand = 0; thousand < BACKLOG_COUNT_MAX / 1000; thousand++) await makeDeliveries(tenant, many);
  await makeDeliveries(tenant, [
    { endpointId: active, status: "retrying", nextAttemptAt: oldest },
    { endpointId: paused, nextAttemptAt: older },
  ]);
  const { health } = await getAppHealth({ actor: actorIn(tenant) }, {});
  expect(health).toMatchObject({ backlog: BACKLOG_COUNT_MAX, oldestDueAt: oldest.toISOString() });
});

test("names the endpoints that fail or were suspended, the longest streak first, and no others", async () => {
  const failing = await makeEndpoint({ name: "Failing" }, 6);
  const worse = await makeEndpoint({ name: "Worse" }, 9);
  const suspended = await makeEndpoint({ name: "Gone", status: "suspended", statusReason: "gone" });
  const unlucky = await makeEndpoint({ name: "Unlucky" }, 1);
  const deleted = await makeEndpoint({ name: "Deleted", status: "inactive", statusReason: "deleted" }, 20);
  for (const id of [failing, worse, deleted]) await attempted(id, { at: hoursAgo(0), failed: 9 });
  await attempted(unlucky, { at: hoursAgo(0), succeeded: 500, failed: 1 });
  const { failingEndpoints } = await getAppHealth({ actor: actorIn(tenant) }, {});
  expect(failingEndpoints.map(({ id, state }) => [id, state])).toEqual([
    [formatId("ep", worse), "failing"],
    [formatId("ep", failing), "failing"],
    [formatId("ep", suspended), "idle"],
  ]);
  expect(failingEndpoints[0]?.suspendsAt).not.toBeNull();
});

test.each([
  ["the wrong way round", { after: "2026-02-02T00:00:00Z", before: "2026-02-01T00:00:00Z" }, ["after"]],
  ["no times", { after: "yesterday", before: "2026-02-30T00:00:00Z" }, ["after", "before"]],
  ["an unknown parameter", { step: 5 }, ["step"]],
])("refuses a range that is %s, with one issue per field", async (_, input, paths) => {
  const refused = getAppHealth.invoke({ actor: actorIn(tenant) }, () => input);
  await expect(refused).rejects.toMatchObject({ code: "invalid_request" });
  await expect(refused).rejects.toHaveProperty(
    "issues",
    paths.map((path) => expect.objectContaining({ path })),
  );
});

test("refuses an actor without manage_webhooks, and another tenant's app", async () => {
  const stranger = await makeTenant();
  const member = actorIn(tenant, { role: "member" });
  await expect(getAppHealth({ actor: member }, {})).rejects.toMatchObject({ code: "forbidden" });
  const abroad = { actor: actorIn(tenant), app: formatId("app", stranger.appId) };
  await expect(getAppHealth(abroad, {})).rejects.toMatchObject({ code: "not_found" });
});
