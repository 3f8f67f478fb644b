import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";

const EVERY_MS = 250;

/**
 * Waits until nothing is under way and nothing waits but for an endpoint that was stopped. Answers whether it came to
 * that in time.
 */
export async function drain(sql: postgres.Sql, { timeoutMs }: { timeoutMs: number }): Promise<boolean> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt) {
    const [row] = await sql`
      select exists (
        select from deliveries d join endpoints e on e.id = d.endpoint_id
        where d.status = 'sending' or (d.status in ('pending', 'retrying') and e.status not in ('paused', 'suspended'))
      ) as left`;
    if (row?.left === false) return true;
    await delay(EVERY_MS);
  }
  return false;
}
