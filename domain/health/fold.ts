import type postgres from "postgres";
import { into } from "#db/rows.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { endpointHealth } from "#db/schema/endpoint.ts";
import { latencySums } from "./rollup-sums.ts";

/** Bounds what one statement holds in memory. */
const STEP = 50_000;
/** A statement that is still writing holds lower numbers than one that is done: so many are looked for again each time. */
const MARGIN = 10_000;
const FULL_LOOK_MS = 60_000;

/**
 * Makes what folds the deltas that results leave (db/schema/delivery.ts, `health_deltas`) into rollups and health, and
 * answers how many those were. Each look begins near where the last one ended: behind an open snapshot the folded ones
 * stay in the index. Once a minute it looks at all.
 */
export function createHealthFold(sql: postgres.Sql, monotonicMs = () => performance.now()): () => Promise<number> {
  let from = 0;
  let nextFullLookMs = 0;
  return async () => {
    if (monotonicMs() >= nextFullLookMs) {
      from = 0;
      nextFullLookMs = monotonicMs() + FULL_LOOK_MS;
    }
    let folded = 0;
    for (let step = STEP; step === STEP; folded += step) {
      const { count, last } = await foldStep(sql, from);
      step = count;
      from = Math.max(from, last - MARGIN);
    }
    return folded;
  };
}

const SINCE_RESUME = "recorded_at > coalesce(reset_at, '-infinity')";

/** An aggregate over what belongs to the streak that an endpoint is in now. */
function ofStreak(aggregate: string, condition = "true"): string {
  return `${aggregate} filter (where successes_after = 0 and ${condition})`;
}

/** What the newest delta of an endpoint says, or the newest of those that the condition holds for. */
function newest(column: string, condition = "true"): string {
  return `(array_agg(${column} order by last_status_at desc, id desc) filter (where ${condition}))[1]`;
}

/**
 * One statement. What is being folded by somebody else is left to him; endpoints are taken in the order of their ids, so
 * that nobody deadlocks; deltas of an endpoint that has been deleted for good go with it.
 *
 * Health is told in the order in which attempts ended: a success ends the streak of all that came before it
 * (`successesAfter` = 0 is what is left of it), and what was recorded before the last resume is no part of one.
 */
async function foldStep(sql: postgres.Sql, from: number): Promise<{ count: number; last: number }> {
  const [row] = await sql<{ count: number; last: number }[]>`
    with taken as materialized (
      select * from health_deltas where id >= ${from}::bigint order by id limit ${STEP}::int for update skip locked
    ),
    held as materialized (
      select id from endpoints where id in (select endpoint_id from taken) order by id for key share
    ),
    gone as (
      delete from health_deltas d using taken t where d.id = t.id
    ),
    of_endpoint as materialized (
      select t.*, h.reset_at,
        count(t.last_success_at) over (partition by t.endpoint_id order by t.last_status_at desc, t.id desc)
          - (t.last_success_at is not null)::int as successes_after
      from taken t join held on held.id = t.endpoint_id left join endpoint_health h on h.endpoint_id = t.endpoint_id
    ),
    rolled as (
      insert into health_rollups as t ${into(sql, healthRollups, {
        endpointId: "endpoint_id",
        stepSeconds: "step_seconds",
        at: "at",
        tenantId: "tenant_id",
        appId: "app_id",
        succeeded: "sum(succeeded)",
        failed: "sum(failed)",
        deadLetter: "sum(dead_letter)",
        durationMsSum: "sum(duration_ms_sum)",
        latency: `${latencySums("latency")}::int[]`,
      })}
      from of_endpoint cross join (values (60), (3600)) as step (step_seconds)
        cross join lateral date_bin(make_interval(secs => step_seconds), minute, '1970-01-01Z') as at
      group by endpoint_id, step_seconds, at, tenant_id, app_id
      order by endpoint_id, step_seconds, at
      on conflict (endpoint_id, step_seconds, at) do update
      set succeeded = t.succeeded + excluded.succeeded, failed = t.failed + excluded.failed,
        dead_letter = t.dead_letter + excluded.dead_letter, duration_ms_sum = t.duration_ms_sum + excluded.duration_ms_sum,
        latency = posthouse_add(t.latency, excluded.latency)
    ),
    judged as (
      insert into endpoint_health as t ${into(sql, endpointHealth, {
        endpointId: "endpoint_id",
        tenantId: "tenant_id",
        consecutiveFailures: `coalesce(${ofStreak("sum(failures)", SINCE_RESUME)}, 0)`,
        errorsSinceLastSuccess: `coalesce(${ofStreak("sum(failures)")}, 0)`,
        failingSince: ofStreak("min(failing_since)", SINCE_RESUME),
        lastSuccessAt: "max(last_success_at)",
        lastStatusCode: newest("last_status_code"),
        lastStatusMessage: newest("last_status_message"),
        lastStatusAt: "max(last_status_at)",
        lastResponseMs: newest("last_response_ms", "last_response_ms is not null"),
      })}
      from of_endpoint
      where last_status_at is not null
      group by endpoint_id, tenant_id
      order by endpoint_id
      on conflict (endpoint_id) do update
      set consecutive_failures = excluded.consecutive_failures
          + case when excluded.last_success_at is null then t.consecutive_failures else 0 end,
        errors_since_last_success = excluded.errors_since_last_success
          + case when excluded.last_success_at is null then t.errors_since_last_success else 0 end,
        failing_since = case when excluded.last_success_at is null
          then coalesce(t.failing_since, excluded.failing_since) else excluded.failing_since end,
        warned_percent = case when excluded.last_success_at is null then t.warned_percent else 0 end,
        last_success_at = coalesce(excluded.last_success_at, t.last_success_at),
        last_status_code = excluded.last_status_code, last_status_message = excluded.last_status_message,
        last_status_at = excluded.last_status_at, last_response_ms = coalesce(excluded.last_response_ms, t.last_response_ms)
    )
    select count(*)::int as count, coalesce(max(id), 0)::float8 as last from taken`;
  return row ?? { count: 0, last: 0 };
}
