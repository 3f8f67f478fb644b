import { and, asc, eq, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { quantile } from "#domain/health/histogram.ts";
import { healthState, successRate } from "#domain/health/state.ts";
import { formatId } from "#domain/id.ts";
import { backlogs } from "./backlogs.ts";
import { type Day, NO_DAY, recentDays } from "./recent-days.ts";
import { wallInput, wallReport } from "./schema.ts";
import { WALL_ENDPOINTS_MAX } from "./words.ts";

/** Four queries for any number of endpoints, none of which reads a delivery that has ended. */
export const getWall = operation({
  id: "health.endpoints",
  summary: "See how every endpoint of an app is doing",
  description: "All endpoints in one small answer, for screens that are looked at from afar.",
  permission: "manage_webhooks",
  scope: "app",
  input: wallInput,
  output: wallReport,
  audited: false,
  run: async ({ app, tx }) => {
    const rows = await endpointsOf(tx, app);
    const ids = rows.map(({ id }) => id);
    const now = await databaseNow(tx);
    const [days, waiting] = [await recentDays(tx, ids, now), await backlogs(tx, ids)];
    return {
      at: now.toISOString(),
      endpoints: rows.map((row) => glance(row, { day: days.get(row.id) ?? NO_DAY, backlog: waiting.get(row.id) ?? 0 })),
    };
  },
});

async function endpointsOf(tx: Tx, { tenantId, id }: AppContext) {
  return tx
    .select({
      id: endpoints.id,
      name: endpoints.name,
      url: endpoints.url,
      status: endpoints.status,
      consecutiveFailures: endpointHealth.consecutiveFailures,
      failingSince: endpointHealth.failingSince,
    })
    .from(endpoints)
    .leftJoin(endpointHealth, eq(endpointHealth.endpointId, endpoints.id))
    .where(and(eq(endpoints.tenantId, tenantId), eq(endpoints.appId, id), ne(endpoints.status, "inactive")))
    .orderBy(asc(endpoints.id))
    .limit(WALL_ENDPOINTS_MAX);
}

type Row = Awaited<ReturnType<typeof endpointsOf>>[number];

function glance(row: Row, { day, backlog }: { day: Day; backlog: number }) {
  const { id, name, url, status, consecutiveFailures, failingSince } = row;
  return {
    id: formatId("ep", id),
    name,
    url,
    status,
    state: healthState({ ...day, consecutiveFailures: consecutiveFailures ?? 0 }),
    successRate24h: successRate(day),
    p95ResponseTime: quantile(day.latency, 0.95),
    backlog,
    failingSince: failingSince?.toISOString() ?? null,
    traffic: day.traffic,
  };
}
