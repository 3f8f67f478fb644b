import type postgres from "postgres";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";

/**
 * Suspends endpoints that have failed often enough for long enough, by their app's rule: at least `minFailures` attempts
 * in a row and at least `minSeconds` since the first of them. Answers the suspended endpoints' ids.
 */
export async function suspendFailing(sql: postgres.Sql): Promise<string[]> {
  const failing = await sql<{ id: string }[]>`
    select e.id
    from endpoint_health h
    join endpoints e on e.id = h.endpoint_id and e.status = 'active'
    join apps a on a.id = e.app_id
    where h.failing_since is not null and h.consecutive_failures >= a.suspension_min_failures
      and h.failing_since <= now() - make_interval(secs => a.suspension_min_seconds)
    limit 500`;
  const suspended: string[] = [];
  for (const { id } of failing) if (await suspend(sql, id)) suspended.push(id);
  return suspended;
}

async function suspend(sql: postgres.Sql, endpointId: string): Promise<boolean> {
  const rows = await sql`
    with suspended as (
      update endpoints set status = 'suspended', status_reason = 'failing', updated_at = now()
      where id = ${endpointId} and status = 'active'
      returning tenant_id, app_id
    )
    insert into audit_entries (id, tenant_id, app_id, actor_type, actor_name, action, target_type, target_id, before, after, request_id)
    select ${newId()}::uuid, tenant_id, app_id, 'system', 'Posthouse', 'endpoint.suspend', 'endpoint', ${formatId("ep", endpointId)}::text,
      '{"status": "active"}', '{"status": "suspended", "statusReason": "failing"}', 'worker'
    from suspended
    returning id`;
  return rows.length > 0;
}
