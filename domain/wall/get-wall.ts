import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { quantile } from "#domain/health/histogram.ts";
import { HOUR_SECONDS, isRecentHour } from "#domain/health/recent-figures.ts";
import { rollupSums } from "#domain/health/rollup-sums.ts";
import { healthState, successRate } from "#domain/health/state.ts";
import { SPARK_POINTS } from "#domain/health/words.ts";
import { formatId } from "#domain/id.ts";
import { wallInput, wallReport } from "./schema.ts";
import { WALL_BACKLOG_MAX, WALL_ENDPOINTS_MAX } from "./words.ts";

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

/**
 * How many deliveries wait at each endpoint, at most 1,000 counted; endpoints without any are left out. Needs the index
 * deliveries_live_queue.
 */
async function backlogs(tx: Tx, endpointIds: readonly string[]): Promise<Map<string, number>> {
  if (endpointIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: string; waiting: number }>(sql`
    select mine.id, counted.waiting
    from unnest(${sql.param([...endpointIds])}::uuid[]) mine (id) cross join lateral (
      select count(*)::int as waiting from (
        select from deliveries d
        where d.endpoint_id = mine.id and d.status in ('pending', 'retrying') limit ${WALL_BACKLOG_MAX}) first
    ) counted
    where counted.waiting > 0`);
  return new Map(rows.map(({ id, waiting }) => [id, waiting]));
}

/** An endpoint's last 24 hours: attempts by outcome, durations by bucket, and attempts hour by hour. */
type Day = { succeeded: number; failed: number; latency: readonly number[]; traffic: number[] };

const NO_DAY: Day = { succeeded: 0, failed: 0, latency: [], traffic: noTraffic() };

/** The last 24 hours of many endpoints in one query, one row for each endpoint that had attempts. */
async function recentDays(tx: Tx, endpointIds: readonly string[], now: Date): Promise<Map<string, Day>> {
  if (endpointIds.length === 0) return new Map();
  const { at, succeeded, failed } = healthRollups;
  const { deadLetter: _, durationMsSum: __, ...sums } = rollupSums;
  const rows = await tx
    .select({
      endpointId: healthRollups.endpointId,
      ...sums,
      hours: sql<number[]>`array_agg((extract(epoch from ${at}) / ${HOUR_SECONDS})::int)`,
      attempts: sql<number[]>`array_agg(${succeeded} + ${failed})`,
    })
    .from(healthRollups)
    .where(and(inArray(healthRollups.endpointId, [...endpointIds]), isRecentHour()))
    .groupBy(healthRollups.endpointId);
  const current = Math.floor(now.getTime() / (HOUR_SECONDS * 1000));
  return new Map(
    rows.map(({ endpointId, hours, attempts, ...sums }) => [
      endpointId,
      { ...sums, traffic: trafficOf(hours, attempts, current) },
    ]),
  );
}

function trafficOf(hours: readonly number[], attempts: readonly number[], current: number): number[] {
  const traffic = noTraffic();
  for (const [index, hour] of hours.entries()) {
    const place = SPARK_POINTS - 1 - (current - hour);
    if (place >= 0 && place < SPARK_POINTS) traffic[place] = attempts[index] ?? 0;
  }
  return traffic;
}

function noTraffic(): number[] {
  return new Array<number>(SPARK_POINTS).fill(0);
}
