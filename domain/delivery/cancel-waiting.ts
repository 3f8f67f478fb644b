import { and, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { deliveriesLive } from "#db/schema/delivery.ts";
import { afterStretch, type QueueStretch, stretchOf } from "./queue-stretch.ts";

/** Deliveries that one statement cancels: some 15 ms of work. */
export const CANCEL_STEP = 500;

/**
 * Cancels the next of what waits in a stretch of a queue, where `which` holds: they move to the log. Answers how many, and
 * where to go on. What is being sent goes on, and a row that a result or another cancel holds is left to it.
 */
export async function cancelWaiting(
  db: Database | Tx,
  stretch: QueueStretch,
  which?: SQL,
): Promise<{ count: number; next: QueueStretch }> {
  const kept = Object.values(KEPT).map(({ name }) => sql.identifier(name));
  const columns = sql.join(kept, sql`, `);
  const [row] = await db.execute<{ count: number; lastMs: number | null }>(sql`
    with chosen as materialized (
      select id, next_attempt_at from deliveries_live
      where ${and(stretchOf(stretch), which)} and status in ('pending', 'retrying')
      order by next_attempt_at limit ${CANCEL_STEP} for update skip locked
    ), gone as (
      delete from deliveries_live where id = any(array(select id from chosen)) returning *
    ), logged as (
      insert into deliveries_ended (${columns}, status, completed_at) select ${columns}, 'cancelled', now() from gone
    )
    select count(*)::int as count, (extract(epoch from max(next_attempt_at)) * 1000)::float8 as "lastMs" from chosen`);
  return { count: row?.count ?? 0, next: afterStretch(stretch, row?.lastMs ?? null) };
}

const { status, nextAttemptAt, workerId, claim, completedAt, ...KEPT } = getTableColumns(deliveriesLive);

/**
 * Cancels what waits at an endpoint where that is one step, and answers how many that were. Many, as counted before, are
 * left to the maintainer, because the caller holds the endpoint: `isDone` is false then.
 */
export async function beginCancelling(tx: Tx, endpointId: string, counted: number) {
  if (counted >= CANCEL_STEP) return { cancelled: counted, isDone: false };
  let cancelled = 0;
  for (const isRetry of [false, true])
    cancelled += (await cancelWaiting(tx, { endpointId, isRetry, from: null })).count;
  return { cancelled, isDone: cancelled < CANCEL_STEP };
}
