import type postgres from "postgres";
import type { StatusReason } from "#domain/endpoint/words.ts";

/**
 * The CTEs `suspended`, `logged` and `noticed`: the active endpoints among `chosen` suspended, each with its audit entry
 * and with a notice of what people and other endpoints are to be told. The one way in which Posthouse suspends. `chosen`
 * is a CTE (endpoint_id, public_id, audit_id, notice_id, facts, makes_event), one row an endpoint.
 */
export function suspended(sql: postgres.Sql, reason: StatusReason) {
  return sql`
    suspended as (
      update endpoints e set status = 'suspended', status_reason = ${reason}, updated_at = now()
      from chosen c
      where e.id = c.endpoint_id and e.status = 'active'
      returning e.id, e.tenant_id, e.app_id, c.public_id, c.audit_id, c.notice_id, c.facts, c.makes_event
    ),
    logged as (
      insert into audit_entries (id, tenant_id, app_id, actor_type, actor_name, action, target_type, target_id, before, after, request_id)
      select audit_id, tenant_id, app_id, 'system', 'Posthouse', 'endpoint.suspend', 'endpoint', public_id,
        '{"status": "active"}', jsonb_build_object('status', 'suspended', 'statusReason', ${reason}::text), 'worker'
      from suspended
    ),
    noticed as (
      insert into notices (id, tenant_id, app_id, kind, endpoint_id, facts, makes_event)
      select notice_id, tenant_id, app_id, 'endpoint.suspended', id, facts || jsonb_build_object('reason', ${reason}::text), makes_event
      from suspended
    )`;
}
