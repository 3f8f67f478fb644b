import type postgres from "postgres";
import { withPartitions } from "#db/with-partitions.ts";
import { addedRollups } from "./add-rollups.ts";
import { insertedAttempts } from "./insert-attempts.ts";
import { movedDeliveries } from "./move-deliveries.ts";
import { noticedDeadLetters } from "./notice-dead-letters.ts";
import { resultRows } from "./result-rows.ts";
import type { AttemptResult } from "./send.ts";
import { suspendedGone } from "./suspend-gone.ts";
import { updatedHealth } from "./update-health.ts";

/**
 * Writes results: the deliveries' new states, the attempts, the rollups, the endpoints' health, the suspension of
 * endpoints that are gone, and notices of what is to be told. A result whose lease is no longer held is dropped, wholly. Answers those that counted.
 */
export async function recordResults(sql: postgres.Sql, results: readonly AttemptResult[]): Promise<AttemptResult[]> {
  let remaining = [...results];
  // Each round either writes everything or finds leases that were lost; a lease never comes back, so rounds are few.
  while (remaining.length > 0) {
    const asked = remaining;
    const held = await withPartitions(() => recordAll(sql, asked));
    if (held.size === remaining.length) return remaining;
    // By its lease, too: a delivery may be there twice, once as it was before its lease was lost.
    remaining = remaining.filter(({ job }) => held.get(job.id) === job.leaseId);
  }
  return [];
}

/**
 * One statement, so that no lock outlives it. All or nothing: it writes only when every lease is still held, because
 * rollups and health are summed over the batch. Rows are locked in the order of their keys, so batches cannot deadlock.
 * Answers the deliveries whose lease is held, each with that lease.
 */
async function recordAll(sql: postgres.Sql, results: readonly AttemptResult[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; leaseId: string }[]>`
    with ${resultRows(sql, results)},
    ${movedDeliveries(sql, results.length)},
    ${insertedAttempts(sql)},
    ${addedRollups(sql, results)},
    ${updatedHealth(sql, results)}
    ${suspendedGone(sql, results)}
    ${noticedDeadLetters(sql, results)}
    select id, lease_id as "leaseId" from held`;
  return new Map(rows.map(({ id, leaseId }) => [id, leaseId]));
}
