import { sql } from "drizzle-orm";
import { healthRollups } from "#db/schema/delivery.ts";
import { BUCKET_COUNT } from "./histogram.ts";

/**
 * What a query over `health_rollups` selects to add its rows up. The histogram is summed bucket by bucket: a tenth of
 * the time an aggregate over arrays takes (2,500 rows: 3 ms against 24 ms).
 */
export const rollupSums = {
  succeeded: total(sql`${healthRollups.succeeded}`),
  failed: total(sql`${healthRollups.failed}`),
  deadLetter: total(sql`${healthRollups.deadLetter}`),
  durationMsSum: total(sql`${healthRollups.durationMsSum}`),
  latency: sql<number[]>`array[${sql.join(bucketSums(), sql`, `)}]::float8[]`,
};

/** Rows added up; `latency` counts durations per bucket of histogram.ts. */
export type RollupSums = {
  succeeded: number;
  failed: number;
  deadLetter: number;
  durationMsSum: number;
  latency: number[];
};

// float8 comes back as a number, bigint as text; counts stay exact up to 2^53.
function total(column: ReturnType<typeof sql>) {
  return sql<number>`coalesce(sum(${column}), 0)::float8`;
}

function bucketSums() {
  return Array.from(
    { length: BUCKET_COUNT },
    (_, at) => sql`sum(${healthRollups.latency}[${sql.raw(String(at + 1))}])`,
  );
}
