import type postgres from "postgres";
import { plainArray, textArray } from "#db/array-text.ts";
import { maxAttempts } from "#domain/delivery/retry-policy.ts";
import type { AttemptResult } from "./send.ts";

/**
 * The CTEs `held` (deliveries whose lease still holds, locked), `whole` (whether that is all of them) and `moved`, which
 * gives each delivery its new state if so.
 */
export function movedDeliveries(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const d = columnsOf(results);
  return sql`
    result as materialized (
      select * from unnest(
        ${d.id}::uuid[], ${d.leaseId}::uuid[], ${d.status}::text[], ${d.retryInMs}::bigint[], ${d.responseCode}::int[],
        ${d.errorCode}::text[], ${d.errorMessage}::text[], ${d.durationMs}::int[], ${d.maxAttempts}::int[],
        ${d.leasesLost}::int[], ${d.isRescue}::boolean[]
      ) as r (id, lease_id, status, retry_in_ms, response_code, error_code, error_message, duration_ms, max_attempts, leases_lost, is_rescue)
    ),
    held as materialized (
      select d.id, d.lease_id from deliveries d join result r on r.id = d.id
      where d.id = any(${d.id}::uuid[]) and d.status = 'sending' and d.lease_id = r.lease_id
        and (not r.is_rescue or d.lease_expires_at < now())
      order by d.id
      for update of d
    ),
    whole as materialized (select count(*) = ${results.length}::int as yes from held),
    moved as (
      update deliveries d
      set status = r.status, lease_id = null, lease_expires_at = null,
        next_attempt_at = now() + make_interval(secs => r.retry_in_ms / 1000.0),
        completed_at = case when r.status = 'retrying' then null else now() end,
        response_code = r.response_code, error_code = r.error_code, error_message = r.error_message,
        duration_ms = r.duration_ms, max_attempts = r.max_attempts, leases_lost = r.leases_lost
      from result r
      where d.id = any(${d.id}::uuid[]) and r.id = d.id and (select yes from whole)
    )`;
}

/** A list per column is what `unnest` turns back into rows. */
function columnsOf(results: readonly AttemptResult[]) {
  return {
    id: plainArray(results.map(({ job }) => job.id)),
    leaseId: plainArray(results.map(({ job }) => job.leaseId)),
    status: plainArray(results.map(({ next }) => next.status)),
    retryInMs: plainArray(results.map(({ next }) => next.retryInMs)),
    responseCode: plainArray(results.map(({ outcome }) => outcome.responseCode)),
    errorCode: plainArray(results.map(({ outcome }) => (outcome.kind === "failed" ? outcome.error : null))),
    errorMessage: textArray(results.map(({ outcome }) => (outcome.kind === "failed" ? outcome.message : null))),
    durationMs: plainArray(results.map(({ egress }) => egress?.durationMs ?? null)),
    maxAttempts: plainArray(results.map(({ job }) => (job.trigger === "test" ? 1 : maxAttempts(job.target.schedule)))),
    leasesLost: plainArray(results.map(({ job, isRescue }) => (isRescue ? job.leasesLost + 1 : 0))),
    isRescue: plainArray(results.map(({ isRescue }) => isRescue)),
  };
}
