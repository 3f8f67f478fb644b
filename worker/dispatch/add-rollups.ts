import type postgres from "postgres";
import { plainArray, textArray } from "#db/array-text.ts";
import { BUCKET_COUNT, bucketOf } from "#domain/health/histogram.ts";
import type { AttemptResult } from "./send.ts";

/** The CTE `rolled`: the batch's attempts added to their endpoints' minutes and hours, if the batch is whole. */
export function addedRollups(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const r = columnsOf(results);
  return sql`
    rolled as (
      insert into health_rollups as t (endpoint_id, step_seconds, at, tenant_id, app_id, succeeded, failed, dead_letter, duration_ms_sum, latency)
      select endpoint_id, step_seconds, at, tenant_id, app_id, succeeded, failed, dead_letter, duration_ms_sum, latency::int[]
      from unnest(
        ${r.endpointId}::uuid[], ${r.stepSeconds}::int[], ${r.at}::timestamptz[], ${r.tenantId}::uuid[], ${r.appId}::uuid[],
        ${r.succeeded}::int[], ${r.failed}::int[], ${r.deadLetter}::int[], ${r.durationMsSum}::bigint[], ${r.latency}::text[]
      ) as r (endpoint_id, step_seconds, at, tenant_id, app_id, succeeded, failed, dead_letter, duration_ms_sum, latency)
      where (select yes from whole)
      order by endpoint_id, step_seconds, at
      on conflict (endpoint_id, step_seconds, at) do update
      set succeeded = t.succeeded + excluded.succeeded, failed = t.failed + excluded.failed,
        dead_letter = t.dead_letter + excluded.dead_letter, duration_ms_sum = t.duration_ms_sum + excluded.duration_ms_sum,
        latency = posthouse_add(t.latency, excluded.latency)
    )`;
}

type Rollup = {
  endpointId: string;
  stepSeconds: number;
  at: string;
  tenantId: string;
  appId: string;
  succeeded: number;
  failed: number;
  deadLetter: number;
  durationMsSum: number;
  latency: number[];
};

/** A row a minute serves short ranges, a row an hour serves long ones. */
const STEPS_SECONDS = [60, 3600] as const;

/** The columns of `recordAll`'s rollups: the batch's attempts counted per endpoint, step and bucket of time. */
function columnsOf(results: readonly AttemptResult[]) {
  const rollups = new Map<string, Rollup>();
  for (const result of results) for (const step of STEPS_SECONDS) add(rollupFor(rollups, result, step), result);
  const rows = [...rollups.values()];
  return {
    endpointId: plainArray(rows.map((row) => row.endpointId)),
    stepSeconds: plainArray(rows.map((row) => row.stepSeconds)),
    at: plainArray(rows.map((row) => row.at)),
    tenantId: plainArray(rows.map((row) => row.tenantId)),
    appId: plainArray(rows.map((row) => row.appId)),
    succeeded: plainArray(rows.map((row) => row.succeeded)),
    failed: plainArray(rows.map((row) => row.failed)),
    deadLetter: plainArray(rows.map((row) => row.deadLetter)),
    durationMsSum: plainArray(rows.map((row) => row.durationMsSum)),
    latency: textArray(rows.map((row) => plainArray(row.latency))),
  };
}

function rollupFor(rollups: Map<string, Rollup>, { job, finishedAt }: AttemptResult, stepSeconds: number): Rollup {
  const stepMs = stepSeconds * 1000;
  const at = new Date(Math.floor(finishedAt.getTime() / stepMs) * stepMs).toISOString();
  const key = `${job.endpointId}:${stepSeconds}:${at}`;
  const known = rollups.get(key);
  if (known) return known;
  const { endpointId, tenantId, appId } = job;
  const counts = { succeeded: 0, failed: 0, deadLetter: 0, durationMsSum: 0 };
  const fresh = {
    endpointId,
    stepSeconds,
    at,
    tenantId,
    appId,
    ...counts,
    latency: new Array<number>(BUCKET_COUNT).fill(0),
  };
  rollups.set(key, fresh);
  return fresh;
}

/** Latency is that of answers: a timeout says how long we waited, not how fast the receiver is. */
function add(rollup: Rollup, { outcome, next, egress }: AttemptResult): void {
  if (outcome.kind === "succeeded") rollup.succeeded += 1;
  else rollup.failed += 1;
  if (next.status === "dead_letter") rollup.deadLetter += 1;
  if (egress?.kind !== "response") return;
  const bucket = bucketOf(egress.durationMs);
  rollup.durationMsSum += egress.durationMs;
  rollup.latency[bucket] = (rollup.latency[bucket] ?? 0) + 1;
}
