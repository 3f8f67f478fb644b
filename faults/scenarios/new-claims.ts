import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";

const WITHIN_MS = 5_000;

/** The claims that hold deliveries now, by their leases. */
export async function readClaims(sql: postgres.Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ leaseId: string }[]>`
    select distinct lease_id as "leaseId" from deliveries where status = 'sending'`;
  return new Set(rows.map(({ leaseId }) => leaseId));
}

/** Waits for claims that were made since, and counts their deliveries; 0 where none came in time. */
export async function newlyClaimed(sql: postgres.Sql, before: ReadonlySet<string>): Promise<number> {
  const giveUpAt = performance.now() + WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from deliveries
      where status = 'sending' and lease_id <> all(${[...before]}::uuid[])`;
    if (row && row.count > 0) return row.count;
    await delay(5);
  }
  return 0;
}
