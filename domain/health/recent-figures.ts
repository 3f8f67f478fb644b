import { and, eq, gte, inArray, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { quantile } from "./histogram.ts";
import { type RollupSums, rollupSums } from "./rollup-sums.ts";

/** An endpoint's attempts of the last 24 hours: counts by outcome, and response times in milliseconds. */
export type RecentFigures = {
  succeeded: number;
  failed: number;
  averageMs: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
};

export const NO_FIGURES: RecentFigures = { succeeded: 0, failed: 0, averageMs: null, p50Ms: null, p95Ms: null };

export const HOUR_SECONDS = 3600;

/**
 * The figures of many endpoints in one query over their hour rows: the current hour and the 24 before it. An endpoint
 * without attempts has no entry. 1,000 endpoints take some 30 ms.
 */
export async function recentFigures(
  db: Database | Tx,
  endpointIds: readonly string[],
): Promise<Map<string, RecentFigures>> {
  if (endpointIds.length === 0) return new Map();
  const rows = await db
    .select({ endpointId: healthRollups.endpointId, ...rollupSums })
    .from(healthRollups)
    .where(and(inArray(healthRollups.endpointId, [...endpointIds]), isRecentHour()))
    .groupBy(healthRollups.endpointId);
  return new Map(rows.map(({ endpointId, ...sums }) => [endpointId, toFigures(sums)]));
}

/** An hour row of the last 24 hours, by the database's clock. */
export function isRecentHour() {
  const from = sql`date_trunc('hour', now() - interval '24 hours')`;
  return and(eq(healthRollups.stepSeconds, HOUR_SECONDS), gte(healthRollups.at, from));
}

function toFigures({ succeeded, failed, durationMsSum, latency }: RollupSums): RecentFigures {
  const measured = latency.reduce((sum, count) => sum + count, 0);
  return {
    succeeded,
    failed,
    averageMs: measured === 0 ? null : Math.round(durationMsSum / measured),
    p50Ms: quantile(latency, 0.5),
    p95Ms: quantile(latency, 0.95),
  };
}
