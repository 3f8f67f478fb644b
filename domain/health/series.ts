import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { BUCKET_COUNT, quantile } from "./histogram.ts";
import type { ChartRange } from "./range.ts";
import { HOUR_SECONDS } from "./recent-figures.ts";
import { type RollupSums, rollupSums } from "./rollup-sums.ts";
import type { HealthPoint } from "./schema.ts";

/** One step of a chart, with what its percentiles are computed from. */
export type ChartStep = RollupSums & { at: Date };

/**
 * The attempts of a stretch of time step by step, oldest first, steps without any filled with zeros. `of` says whose:
 * a condition on `health_rollups`. Reads minute rows for steps below an hour, else hour rows.
 */
export async function healthSeries(db: Database | Tx, of: SQL | undefined, range: ChartRange): Promise<ChartStep[]> {
  const { from, to, stepSeconds } = range;
  const second = sql<number>`(floor(extract(epoch from ${healthRollups.at}) / ${stepSeconds}) * ${stepSeconds})::float8`;
  const rows = await db
    .select({ second, ...rollupSums })
    .from(healthRollups)
    .where(
      and(
        of,
        eq(healthRollups.stepSeconds, stepSeconds < HOUR_SECONDS ? MINUTE_SECONDS : HOUR_SECONDS),
        gte(healthRollups.at, from),
        lt(healthRollups.at, to),
      ),
    )
    .groupBy(sql`1`);
  const bySecond = new Map(rows.map(({ second, ...sums }) => [second, sums]));
  const count = (to.getTime() - from.getTime()) / (stepSeconds * 1000);
  return Array.from({ length: count }, (_, step) => {
    const at = new Date(from.getTime() + step * stepSeconds * 1000);
    return { at, ...(bySecond.get(at.getTime() / 1000) ?? NOTHING) };
  });
}

/** A step as charts show it, percentiles in milliseconds. */
export function toPoint({ at, succeeded, failed, deadLetter, latency }: ChartStep): HealthPoint {
  const percentiles = { p50: quantile(latency, 0.5), p95: quantile(latency, 0.95), p99: quantile(latency, 0.99) };
  return { at: at.toISOString(), succeeded, failed, deadLetter, ...percentiles };
}

const MINUTE_SECONDS = 60;
const NOTHING: RollupSums = {
  succeeded: 0,
  failed: 0,
  deadLetter: 0,
  durationMsSum: 0,
  latency: new Array<number>(BUCKET_COUNT).fill(0),
};
