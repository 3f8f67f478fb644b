import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { deliveriesLive } from "#db/schema/delivery.ts";

/** Deliveries that one statement cancels: some 20 ms of work. */
export const CANCEL_STEP = 2000;

/**
 * Cancels up to `max` of the waiting deliveries that a condition on `deliveries_live` names: they move to the log. Answers
 * how many. What is being sent goes on, and a row that a result or another cancel holds is left to it.
 */
export async function cancelWaiting(db: Database | Tx, which: SQL, max = CANCEL_STEP): Promise<number> {
  const kept = Object.values(KEPT).map(({ name }) => sql.identifier(name));
  const columns = sql.join(kept, sql`, `);
  const { count } = await db.execute(sql`
    with gone as (
      delete from deliveries_live where id = any(array(
        select id from deliveries_live where ${which} and status in ('pending', 'retrying')
        limit ${max} for update skip locked
      ))
      returning *
    )
    insert into deliveries_ended (${columns}, status, completed_at) select ${columns}, 'cancelled', now() from gone`);
  return count;
}

const { status, nextAttemptAt, workerId, claim, completedAt, ...KEPT } = getTableColumns(deliveriesLive);
