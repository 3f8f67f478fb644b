import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { endpointHealth } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeRollups } from "#domain/health/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { getEndpoint } from "./get.ts";
import { getEndpointHealth } from "./get-health.ts";
import { getSparklines } from "./get-sparklines.ts";
import { makeEndpoint } from "./test-factory.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let actor: ReturnType<typeof actorIn>;
const now = new Date();
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
beforeEach(async () => {
  tenant = await makeTenant();
  actor = actorIn(tenant);
});

async function makeTried(attempts: Parameters<typeof makeRollups>[1]) {
  const endpoint = await makeEndpoint(actor);
  await makeRollups({ tenantId: tenant.id, appId: tenant.appId, endpointId: endpoint.uuid }, attempts);
  return endpoint;
}

test("an endpoint shows what the rollups and its last results say", async () => {
  const { id, uuid } = await makeTried([{ at: now, succeeded: 3, failed: 1, durationsMs: [20, 20, 20, 20] }]);
  const failingSince = hoursAgo(1);
  const lastSuccessAt = hoursAgo(2);
  await system()
    .update(endpointHealth)
    .set({
      ...{ consecutiveFailures: 1, errorsSinceLastSuccess: 4, failingSince, lastSuccessAt, lastResponseMs: 42 },
      ...{ lastStatusCode: 503, lastStatusMessage: "The receiver answered 503.", lastStatusAt: now },
    })
    .where(eq(endpointHealth.endpointId, uuid));
  const endpoint = await getEndpoint({ actor }, { id });
  expect(endpoint.health).toMatchObject({
    ...{ state: "degraded", successRate24h: 0.75, avgResponseTime: 20, lastResponseTime: 42 },
    ...{ consecutiveFailures: 1, errorsSinceLastSuccess: 4 },
    lastSuccessAt: lastSuccessAt.toISOString(),
    failingSince: failingSince.toISOString(),
    suspendsAt: new Date(failingSince.getTime() + 5 * 86_400_000).toISOString(),
  });
  expect(endpoint.lastStatus).toEqual({
    ...{ code: 503, message: "The receiver answered 503.", timestamp: now.toISOString() },
  });
});

test("a report holds the endpoint's own attempts over the range asked for", async () => {
  const { id } = await makeTried([
    { at: now, succeeded: 2, failed: 1, deadLetter: 1, durationsMs: [10, 10, 10] },
    { at: hoursAgo(100), succeeded: 5 },
  ]);
  await makeTried([{ at: now, succeeded: 50 }]);
  const day = await getEndpointHealth({ actor }, { id });
  expect(day.stepSeconds).toBe(600);
  expect(day.health.successRate24h).toBeCloseTo(2 / 3);
  expect(totals(day.series)).toEqual([2, 1, 1]);
  expect(day.series.length).toBeLessThanOrEqual(300);
  const month = await getEndpointHealth({ actor }, { id, after: hoursAgo(30 * 24).toISOString() });
  expect(totals(month.series)).toEqual([7, 1, 1]);
});

test.each([
  [{ after: "2026-02-30T00:00:00Z" }, ["after"]],
  [{ after: "2026-02-02T00:00:00Z", before: "2026-02-02T00:00:00Z" }, ["after"]],
  [{ before: "now", step: 60 }, ["before", "step"]],
])("refuses the range %j with one issue per field", async (range, paths) => {
  const { id } = await makeEndpoint(actor);
  const refused = getEndpointHealth.invoke({ actor }, () => ({ id, ...range }));
  await expect(refused).rejects.toHaveProperty(
    "issues",
    paths.map((path) => expect.objectContaining({ path })),
  );
});

test("sparklines come in the order asked for", async () => {
  const busy = await makeTried([{ at: now, succeeded: 4, failed: 2 }]);
  const quiet = await makeEndpoint(actor);
  const { data } = await getSparklines({ actor }, { ids: [quiet.id, busy.id, quiet.id] });
  expect(data.map(({ id }) => id)).toEqual([quiet.id, busy.id]);
  expect(data[1]?.points).toHaveLength(24);
  expect(data[1]?.points.at(-1)).toMatchObject({ succeeded: 4, failed: 2 });
});

test("sparklines with an id that is not of this app are refused as a whole", async () => {
  const mine = await makeEndpoint(actor);
  const foreign = await makeEndpoint(actorIn(await makeTenant()));
  for (const id of [foreign.id, formatId("ep", newId())]) {
    await expect(getSparklines({ actor }, { ids: [mine.id, id] })).rejects.toMatchObject({ code: "not_found" });
  }
});

function totals(series: readonly { succeeded: number; failed: number; deadLetter: number }[]) {
  const sum = (of: "succeeded" | "failed" | "deadLetter") => series.reduce((total, point) => total + point[of], 0);
  return [sum("succeeded"), sum("failed"), sum("deadLetter")];
}
