import type postgres from "postgres";
import { GONE } from "#domain/delivery/transition.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { AttemptResult } from "./send.ts";

/** The CTEs `gone` and `told`: endpoints that answered 410 suspended, each with its audit entry, if the batch is whole. */
export function suspendedGone(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const g = columnsOf(results);
  return sql`
    gone as (
      update endpoints e set status = 'suspended', status_reason = 'gone', updated_at = now()
      from unnest(${g.endpointId}::uuid[], ${g.auditId}::uuid[], ${g.publicId}::text[]) as g (endpoint_id, audit_id, public_id)
      where e.id = g.endpoint_id and e.status = 'active' and (select yes from whole)
      returning e.tenant_id, e.app_id, g.audit_id, g.public_id
    ),
    told as (
      insert into audit_entries (id, tenant_id, app_id, actor_type, actor_name, action, target_type, target_id, before, after, request_id)
      select audit_id, tenant_id, app_id, 'system', 'Posthouse', 'endpoint.suspend', 'endpoint', public_id,
        '{"status": "active"}', '{"status": "suspended", "statusReason": "gone"}', 'worker'
      from gone
    )`;
}

/** The endpoints whose receiver answered 410, each once, with the id of the audit entry that will say so. */
function columnsOf(results: readonly AttemptResult[]) {
  const gone = results.filter(({ outcome }) => outcome.responseCode === GONE).map(({ job }) => job.endpointId);
  const endpointId = [...new Set(gone)];
  return { endpointId, auditId: endpointId.map(() => newId()), publicId: endpointId.map((id) => formatId("ep", id)) };
}
