import type postgres from "postgres";
import { plainArray, textArray } from "#db/array-text.ts";
import { isOperational } from "./is-operational.ts";
import type { AttemptResult } from "./send.ts";

/** The CTE `felt`: what the batch says of each endpoint added to its health, if the batch is whole. */
export function updatedHealth(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const h = columnsOf(results);
  return sql`
    felt as (
      insert into endpoint_health as t (endpoint_id, tenant_id, consecutive_failures, errors_since_last_success,
        failing_since, last_success_at, last_status_code, last_status_message, last_status_at, last_response_ms)
      select endpoint_id, tenant_id, failures, failures, failing_since, last_success_at, last_code, last_message, last_at, last_ms
      from unnest(
        ${h.endpointId}::uuid[], ${h.tenantId}::uuid[], ${h.failures}::int[], ${h.failingSince}::timestamptz[],
        ${h.lastSuccessAt}::timestamptz[], ${h.lastCode}::int[], ${h.lastMessage}::text[], ${h.lastAt}::timestamptz[], ${h.lastMs}::int[]
      ) as h (endpoint_id, tenant_id, failures, failing_since, last_success_at, last_code, last_message, last_at, last_ms)
      where (select yes from whole)
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
    )`;
}

type Felt = {
  endpointId: string;
  tenantId: string;
  /** Failures since the batch's last success, or since its start. */
  failures: number;
  failingSince: string | null;
  lastSuccessAt: string | null;
  lastCode: number | null;
  lastMessage: string;
  lastAt: string;
  lastMs: number | null;
};

/** The columns of `recordAll`'s health: what the batch says of each endpoint, our own outages left out. */
function columnsOf(results: readonly AttemptResult[]) {
  const inOrder = results
    .filter((result) => !result.isOurOutage)
    .sort((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime());
  const felt = new Map<string, Felt>();
  for (const result of inOrder) felt.set(result.job.endpointId, feel(felt.get(result.job.endpointId), result));
  const rows = [...felt.values()];
  return {
    endpointId: plainArray(rows.map((row) => row.endpointId)),
    tenantId: plainArray(rows.map((row) => row.tenantId)),
    failures: plainArray(rows.map((row) => row.failures)),
    failingSince: plainArray(rows.map((row) => row.failingSince)),
    lastSuccessAt: plainArray(rows.map((row) => row.lastSuccessAt)),
    lastCode: plainArray(rows.map((row) => row.lastCode)),
    lastMessage: textArray(rows.map((row) => row.lastMessage)),
    lastAt: plainArray(rows.map((row) => row.lastAt)),
    lastMs: plainArray(rows.map((row) => row.lastMs)),
  };
}

function feel(before: Felt | undefined, { job, outcome, egress, finishedAt }: AttemptResult): Felt {
  const lastAt = finishedAt.toISOString();
  const lastMs = egress?.durationMs ?? before?.lastMs ?? null;
  const common = { endpointId: job.endpointId, tenantId: job.tenantId, lastAt, lastMs, lastCode: outcome.responseCode };
  if (outcome.kind === "succeeded") {
    return {
      ...common,
      failures: 0,
      failingSince: null,
      lastSuccessAt: lastAt,
      lastMessage: `Answered ${outcome.responseCode}`,
    };
  }
  // An operational event that fails starts or lengthens no streak: a warning of it would be told, fail, and so on.
  const counts = !isOperational(job);
  const failures = (before?.failures ?? 0) + (counts ? 1 : 0);
  const failingSince = before?.failingSince ?? (counts ? lastAt : null);
  return {
    ...common,
    failures,
    failingSince,
    lastSuccessAt: before?.lastSuccessAt ?? null,
    lastMessage: outcome.message,
  };
}
