import type { Tx } from "#db/client.ts";
import { driverOf } from "#db/driver-of.ts";
import { BACKLOG_COUNT_MAX } from "./schema.ts";

/** How many deliveries of an app wait, and since when the longest overdue one could have been sent. */
export type Backlog = { waiting: number; oldestDueAt: Date | null };

/**
 * Counts what is pending or retrying at all endpoints that are not inactive. Overdue is only what an active endpoint
 * should have been sent by now: what waits at a paused or suspended one waits on purpose. Needs the index
 * deliveries_queue, which holds nothing but waiting deliveries. Prepared, because it takes three times as long to plan
 * over a year of partitions as to run.
 */
export async function readBacklog(tx: Tx, { tenantId, id }: { tenantId: string; id: string }): Promise<Backlog> {
  const [row] = await driverOf(tx)<{ waiting: number; oldest_due_ms: number | null }[]>`
    with mine as materialized (
      select id, status from endpoints where tenant_id = ${tenantId}::uuid and app_id = ${id}::uuid and status <> 'inactive'
    ), counted as (
      select from mine cross join lateral (
        select from deliveries d
        where d.endpoint_id = mine.id and d.status in ('pending', 'retrying') limit ${BACKLOG_COUNT_MAX}::int) waiting
      limit ${BACKLOG_COUNT_MAX}::int
    ), due as materialized (
      select least(
        (select min(d.next_attempt_at) from deliveries d where d.endpoint_id = mine.id and d.status = 'pending'),
        (select min(d.next_attempt_at) from deliveries d where d.endpoint_id = mine.id and d.status = 'retrying')) as at
      from mine where status = 'active'
    )
    select (select count(*) from counted)::int as waiting,
      (select extract(epoch from min(at)) * 1000 from due where at <= now())::float8 as oldest_due_ms`;
  const oldestDueMs = row?.oldest_due_ms ?? null;
  return { waiting: row?.waiting ?? 0, oldestDueAt: oldestDueMs === null ? null : new Date(oldestDueMs) };
}
