import type postgres from "postgres";

/**
 * The endpoints that have a delivery due and may be sent to, found by a loose index scan over `deliveries_queue`: one
 * probe per endpoint and partition, however many rows an endpoint has waiting.
 */
export async function dueEndpoints(sql: postgres.Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ endpointId: string }[]>`
    with recursive waiting (endpoint_id) as (
      (
        select endpoint_id from deliveries
        where status in ('pending', 'retrying')
        order by endpoint_id limit 1
      )
      union all
      select (
        select d.endpoint_id from deliveries d
        where d.status in ('pending', 'retrying') and d.endpoint_id > waiting.endpoint_id
        order by d.endpoint_id limit 1
      )
      from waiting
      where waiting.endpoint_id is not null
    )
    select e.id as "endpointId"
    from waiting
    join endpoints e on e.id = waiting.endpoint_id and e.status = 'active'
    join apps a on a.id = e.app_id and (not a.require_verification or e.verification_status = 'verified')
    where exists (
      select from deliveries d
      where d.endpoint_id = e.id and d.status = 'pending' and d.next_attempt_at <= now()
    ) or exists (
      select from deliveries d
      where d.endpoint_id = e.id and d.status = 'retrying' and d.next_attempt_at <= now()
    )
    limit ${limit}`;
  return rows.map((row) => row.endpointId);
}
