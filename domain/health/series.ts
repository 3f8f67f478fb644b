import { and, eq, gte, lt, max, or, type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { BUCKET_COUNT, quantile } from "./histogram.ts";
import type { ChartRange } from "./range.ts";
import { HOUR_SECONDS } from "./recent-figures.ts";
import { type RollupSums, rollupSums } from "./rollup-sums.ts";
import type { HealthPoint } from "./schema.ts";
import { QUARTER_DAYS, TEN_MINUTES } from "./sum-rollups.ts";

/** One step of a chart, with what its percentiles are computed from. */
export type ChartStep = RollupSums & { at: Date };

/**
 * The attempts of a stretch of time step by step, oldest first, steps without any filled with zeros. `of` says whose:
 * a condition on `health_rollups`. Reads minute rows for steps below an hour, else hour rows; where steps are multiples of
 * what `sumRollups` made of them, the sums, which are fewer.
 */
export async function healthSeries(db: Database | Tx, of: SQL | undefined, range: ChartRange): Promise<ChartStep[]> {
  const { from, to, stepSeconds } = range;
  // Rows are sorted into steps by whole microseconds; the number is made once a step, because it takes decimals.
  const step = sql`date_bin(${sql.raw(`'${stepSeconds} seconds'`)}, ${healthRollups.at}, '1970-01-01Z')`;
  const second = sql<number>`extract(epoch from ${step})::float8`;
  const size = await rowSize(db, of, range);
  const rows = await db
    .select({ second, ...rollupSums })
    .from(healthRollups)
    .where(and(of, size, gte(healthRollups.at, from), lt(healthRollups.at, to)))
    .groupBy(step);
  const bySecond = new Map(rows.map(({ second, ...sums }) => [second, sums]));
  const count = (to.getTime() - from.getTime()) / (stepSeconds * 1000);
  return Array.from({ length: count }, (_, step) => {
    const at = new Date(from.getTime() + step * stepSeconds * 1000);
    return { at, ...(bySecond.get(at.getTime() / 1000) ?? NOTHING) };
  });
}

/** Which rows to add up. What is not summed up yet is read as it was written: nothing is missed or doubled. */
async function rowSize(db: Database | Tx, of: SQL | undefined, { from, stepSeconds }: ChartRange) {
  const { at, stepSeconds: size } = healthRollups;
  const written = stepSeconds < HOUR_SECONDS ? MINUTE_SECONDS : HOUR_SECONDS;
  const sum = [QUARTER_DAYS, TEN_MINUTES].find(
    (one) => one.ofSeconds === written && stepSeconds % one.stepSeconds === 0,
  );
  if (!sum) return eq(size, written);
  const [newest] = await db
    .select({ at: max(at) })
    .from(healthRollups)
    .where(and(of, eq(size, sum.stepSeconds), gte(at, from)));
  if (!newest?.at) return eq(size, written);
  const summedUntil = new Date(newest.at.getTime() + sum.stepSeconds * 1000);
  return or(and(eq(size, sum.stepSeconds), lt(at, summedUntil)), and(eq(size, written), gte(at, summedUntil)));
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
