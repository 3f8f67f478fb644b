import type postgres from "postgres";
import { BUCKET_COUNT } from "./histogram.ts";

/** The size of the rows that long charts read. */
export const QUARTER_DAY_SECONDS = 21_600;

const QUARTER_MS = QUARTER_DAY_SECONDS * 1000;
/** A result may be written this long after its attempt ended. */
const SETTLES_MS = 15 * 60 * 1000;
/** How far back sums are made again: a lost attempt is written down at the time it was made. */
const AGAIN_MS = 8 * QUARTER_MS;
/** What one statement sums up. */
const SPAN_MS = 8 * QUARTER_MS;
const NEWEST_WITHIN_DAYS = 28;

/**
 * Adds the hour rows of each endpoint up into one row for each quarter of a day that is over, oldest first, so that
 * where a row stands all before it are there, too. Answers how many rows it wrote; none where nothing has changed.
 */
export async function sumHours(sql: postgres.Sql, now: Date): Promise<number> {
  const untilMs = quarter(now.getTime() - SETTLES_MS);
  const fromMs = await startMs(sql, untilMs);
  let written = 0;
  for (let at = fromMs; at !== null && at < untilMs; at += SPAN_MS) {
    written += await sumSpan(sql, { from: new Date(at), to: new Date(Math.min(at + SPAN_MS, untilMs)) });
  }
  return written;
}

function quarter(ms: number): number {
  return Math.floor(ms / QUARTER_MS) * QUARTER_MS;
}

/** Null where there is nothing to sum up. */
async function startMs(sql: postgres.Sql, untilMs: number): Promise<number | null> {
  const recent = new Date(untilMs - NEWEST_WITHIN_DAYS * 86_400_000).toISOString();
  const [row] = await sql<{ newest: number | null; oldest: number | null }[]>`
    with summed as (
      select extract(epoch from max(at)) * 1000 as newest from health_rollups
      where step_seconds = ${QUARTER_DAY_SECONDS}::int and at >= ${recent}::timestamptz
    )
    select newest::float8, case when newest is null then (
      select extract(epoch from min(at)) * 1000 from health_rollups where step_seconds = 3600
    ) end::float8 as oldest
    from summed`;
  if (typeof row?.newest === "number") return Math.min(row.newest, untilMs - AGAIN_MS);
  return typeof row?.oldest === "number" ? quarter(row.oldest) : null;
}

async function sumSpan(sql: postgres.Sql, { from, to }: { from: Date; to: Date }): Promise<number> {
  const buckets = Array.from({ length: BUCKET_COUNT }, (_, at) => `sum(r.latency[${at + 1}])`).join(", ");
  const { count } = await sql`
    insert into health_rollups as t (endpoint_id, step_seconds, at, tenant_id, app_id, succeeded, failed, dead_letter, duration_ms_sum, latency)
    select r.endpoint_id, ${QUARTER_DAY_SECONDS}::int, date_bin('6 hours', r.at, '1970-01-01Z') as quarter, r.tenant_id, r.app_id,
      sum(r.succeeded), sum(r.failed), sum(r.dead_letter), sum(r.duration_ms_sum), array[${sql.unsafe(buckets)}]::int[]
    from health_rollups r
    where r.step_seconds = 3600 and r.at >= ${from.toISOString()}::timestamptz and r.at < ${to.toISOString()}::timestamptz
    group by r.endpoint_id, quarter, r.tenant_id, r.app_id
    order by r.endpoint_id, quarter
    on conflict (endpoint_id, step_seconds, at) do update
    set succeeded = excluded.succeeded, failed = excluded.failed, dead_letter = excluded.dead_letter,
      duration_ms_sum = excluded.duration_ms_sum, latency = excluded.latency
    where (t.succeeded, t.failed, t.dead_letter, t.duration_ms_sum, t.latency)
      is distinct from (excluded.succeeded, excluded.failed, excluded.dead_letter, excluded.duration_ms_sum, excluded.latency)`;
  return count;
}
