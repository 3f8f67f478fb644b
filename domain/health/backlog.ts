import { driverOf, type Tx } from "#db/client.ts";
import { BACKLOG_COUNT_MAX } from "./words.ts";

/** How many deliveries of an app wait, and since when the longest overdue one could have been sent. */
export type Backlog = { waiting: number; oldestDueAt: Date | null };

/**
 * Counts what is pending or retrying at all endpoints that are not inactive. Overdue is only what an active endpoint
 * should have been sent by now: what waits at a paused or suspended one waits on purpose. Where all that waits was
 * counted, its oldest is among it; else each endpoint is asked for its own. Needs the index deliveries_live_queue.
 */
export async function readBacklog(tx: Tx, { tenantId, id }: { tenantId: string; id: string }): Promise<Backlog> {
  const [row] = await driverOf(tx)<{ waiting: number; oldest_due_ms: number | null }[]>`
    with mine as materialized (
      select id, status from endpoints where tenant_id = ${tenantId}::uuid and app_id = ${id}::uuid and status <> 'inactive'
    ), waiting as materialized (
      select d.endpoint_id, d.next_attempt_at as at from deliveries d
      where d.endpoint_id = any(array(select id from mine)) and d.status in ('pending', 'retrying')
      limit ${BACKLOG_COUNT_MAX}::int
    ), counted as materialized (
      select count(*)::int as count from waiting
    )
    select count as waiting, (extract(epoch from case when count < ${BACKLOG_COUNT_MAX}::int then (
        select min(w.at) from waiting w join mine on mine.id = w.endpoint_id where mine.status = 'active' and w.at <= now()
      ) else (
        select min(at) from mine, least(
          (select min(d.next_attempt_at) from deliveries d where d.endpoint_id = mine.id and d.status = 'pending'),
          (select min(d.next_attempt_at) from deliveries d where d.endpoint_id = mine.id and d.status = 'retrying')) as at
        where mine.status = 'active' and at <= now()
      ) end) * 1000)::float8 as oldest_due_ms
    from counted`;
  const oldestDueMs = row?.oldest_due_ms ?? null;
  return { waiting: row?.waiting ?? 0, oldestDueAt: oldestDueMs === null ? null : new Date(oldestDueMs) };
}
