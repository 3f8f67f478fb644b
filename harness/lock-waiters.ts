import { driver } from "#db/client.ts";

/**
 * How many sessions of this test's own database wait for a lock; others share the server. Asked outside any transaction,
 * which would see the same answer all its life.
 */
export async function lockWaiters(): Promise<number> {
  const [row] = await driver()`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return Number(row?.count);
}
