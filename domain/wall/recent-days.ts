import { and, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { HOUR_SECONDS, isRecentHour } from "#domain/health/recent-figures.ts";
import { rollupSums } from "#domain/health/rollup-sums.ts";
import { SPARK_POINTS } from "#domain/health/words.ts";

/** An endpoint's last 24 hours: attempts by outcome, durations by bucket, and attempts hour by hour. */
export type Day = { succeeded: number; failed: number; latency: readonly number[]; traffic: number[] };

export const NO_DAY: Day = { succeeded: 0, failed: 0, latency: [], traffic: noTraffic() };

/** The last 24 hours of many endpoints in one query, one row for each endpoint that had attempts. */
export async function recentDays(tx: Tx, endpointIds: readonly string[], now: Date): Promise<Map<string, Day>> {
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
