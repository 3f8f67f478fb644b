import type postgres from "postgres";

/**
 * The CTEs `held` (deliveries whose lease still holds, locked), `whole` (whether that is all of them) and `moved`, which
 * gives each delivery its new state if so.
 */
export function movedDeliveries(sql: postgres.Sql, count: number) {
  return sql`
    held as materialized (
      select d.id, d.lease_id, d.tenant_id, d.endpoint_id, d.attempt_count
      from deliveries d join result r on r.id = d.id
      where d.id = any(array(select id from result)) and d.status = 'sending' and d.lease_id = r.lease_id
        and (not r.is_rescue or d.lease_expires_at < now())
      order by d.id
      for update of d
    ),
    whole as materialized (select count(*) = ${count}::int as yes from held),
    moved as (
      update deliveries d
      set status = r.status, lease_id = null, lease_expires_at = null,
        next_attempt_at = now() + make_interval(secs => r.retry_in_ms / 1000.0),
        completed_at = case when r.status = 'retrying' then null else now() end,
        response_code = r.response_code, error_code = r.error_code, error_message = r.error_message,
        duration_ms = r.duration_ms, max_attempts = r.max_attempts, leases_lost = r.leases_lost
      from result r
      where d.id = any(array(select id from result)) and r.id = d.id and (select yes from whole)
    )`;
}
