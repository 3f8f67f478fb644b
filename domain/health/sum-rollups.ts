import type postgres from "postgres";
import { latencySums } from "./rollup-sums.ts";

/** Rows made of finer ones of the same endpoint, so that charts have fewer to read. */
export type Sum = {
  /** The size of what is made, and of what it is made of. */
  stepSeconds: number;
  ofSeconds: number;
  /** What one statement sums up, and how far back sums are made again. */
  spanMs: number;
  againMs: number;
};

const HOUR_MS = 3_600_000;

/** What long charts read. A lost attempt is written down at the time it was made, up to days later. */
export const QUARTER_DAYS: Sum = { stepSeconds: 21_600, ofSeconds: 3600, spanMs: 48 * HOUR_MS, againMs: 48 * HOUR_MS };

/** What charts of a day read: a tenth of the minutes where traffic is dense. */
export const TEN_MINUTES: Sum = { stepSeconds: 600, ofSeconds: 60, spanMs: 2 * HOUR_MS, againMs: 2 * HOUR_MS };

/** The same, for what was written later than that; there are many minutes in two days. */
export const TEN_MINUTES_AGAIN: Sum = { ...TEN_MINUTES, againMs: 48 * HOUR_MS };

/** A result may be written this long after its attempt ended. */
const SETTLES_MS = 15 * 60 * 1000;
const NEWEST_WITHIN_DAYS = 28;

/**
 * Adds the finer rows of each endpoint up into one row for each step that is over, oldest first, so that where a row
 * stands all before it are there, too. Answers how many rows it wrote; none where nothing has changed.
 */
export async function sumRollups(sql: postgres.Sql, sum: Sum, now: Date): Promise<number> {
  const untilMs = floor(now.getTime() - SETTLES_MS, sum);
  const fromMs = await startMs(sql, sum, untilMs);
  let written = 0;
  for (let at = fromMs; at !== null && at < untilMs; at += sum.spanMs) {
    const to = new Date(Math.min(at + sum.spanMs, untilMs));
    written += await sumSpan(sql, sum, { from: new Date(at), to });
  }
  return written;
}

function floor(ms: number, { stepSeconds }: Sum): number {
  return Math.floor(ms / (stepSeconds * 1000)) * stepSeconds * 1000;
}

/** Null where there is nothing to sum up. Asked app by app, because that is how the rows are indexed. */
async function startMs(sql: postgres.Sql, sum: Sum, untilMs: number): Promise<number | null> {
  const recent = new Date(untilMs - NEWEST_WITHIN_DAYS * 86_400_000).toISOString();
  const [row] = await sql<{ newest: number | null; oldest: number | null }[]>`
    with summed as (
      select extract(epoch from max(newest.at)) * 1000 as newest
      from apps a cross join lateral (
        select at from health_rollups r
        where r.tenant_id = a.tenant_id and r.app_id = a.id and r.step_seconds = ${sum.stepSeconds}::int
          and r.at >= ${recent}::timestamptz
        order by at desc limit 1
      ) newest
    )
    select newest::float8, case when newest is null then (
      select extract(epoch from min(at)) * 1000 from health_rollups where step_seconds = ${sum.ofSeconds}::int
    ) end::float8 as oldest
    from summed`;
  if (typeof row?.newest === "number") return Math.min(row.newest, untilMs - sum.againMs);
  return typeof row?.oldest === "number" ? floor(row.oldest, sum) : null;
}

async function sumSpan(
  sql: postgres.Sql,
  { stepSeconds, ofSeconds }: Sum,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const { count } = await sql`
    insert into health_rollups as t (endpoint_id, step_seconds, at, tenant_id, app_id, succeeded, failed, dead_letter, duration_ms_sum, latency)
    select r.endpoint_id, ${stepSeconds}::int, date_bin(make_interval(secs => ${stepSeconds}::int), r.at, '1970-01-01Z') as step,
      r.tenant_id, r.app_id, sum(r.succeeded), sum(r.failed), sum(r.dead_letter), sum(r.duration_ms_sum), ${sql.unsafe(latencySums("r.latency"))}::int[]
    from apps a join health_rollups r on r.tenant_id = a.tenant_id and r.app_id = a.id
    where r.step_seconds = ${ofSeconds}::int and r.at >= ${from.toISOString()}::timestamptz and r.at < ${to.toISOString()}::timestamptz
    group by r.endpoint_id, step, r.tenant_id, r.app_id
    order by r.endpoint_id, step
    on conflict (endpoint_id, step_seconds, at) do update
    set succeeded = excluded.succeeded, failed = excluded.failed, dead_letter = excluded.dead_letter,
      duration_ms_sum = excluded.duration_ms_sum, latency = excluded.latency
    where (t.succeeded, t.failed, t.dead_letter, t.duration_ms_sum, t.latency)
      is distinct from (excluded.succeeded, excluded.failed, excluded.dead_letter, excluded.duration_ms_sum, excluded.latency)`;
  return count;
}
