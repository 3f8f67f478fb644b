import { lt, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { sessionDriver } from "#db/client.ts";
import { rateLimits } from "#db/schema/rate-limit.ts";
import { sourceReceipts, sourceRefusals } from "#db/schema/source.ts";
import { endedSessions, idempotencyKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { dropExpiredPartitions, type Retention } from "./drop-partitions.ts";

type RetentionSettings = { RETENTION_PAYLOAD_DAYS: number; RETENTION_DELIVERY_DAYS: number };
export type Pruned = {
  partitions: string[];
  idempotencyKeys: number;
  sourceReceipts: number;
  sourceRefusals: number;
  rateLimits: number;
  endedSessions: number;
};

/**
 * Removes what is past its retention: whole weeks of payloads, and of events, deliveries, attempts and charts; then
 * remembered answers after their 24 hours, sources' receipts and refusals as old as the history, spent
 * throttle counts, and ended sessions whose token has run out.
 * The audit log is kept. Safe beside running processes and beside itself.
 */
export async function prune(settings: RetentionSettings, now = new Date()): Promise<Pruned> {
  const partitions = await dropExpiredPartitions(sessionDriver(), retentionOf(settings), now);
  const historyBefore = new Date(now.getTime() - settings.RETENTION_DELIVERY_DAYS * 86_400_000);
  const answersBefore = new Date(now.getTime() - 86_400_000);
  return {
    partitions,
    idempotencyKeys: await deleteExpired(idempotencyKeys, lt(idempotencyKeys.createdAt, answersBefore)),
    sourceReceipts: await deleteExpired(sourceReceipts, lt(sourceReceipts.createdAt, historyBefore)),
    sourceRefusals: await deleteExpired(sourceRefusals, lt(sourceRefusals.createdAt, historyBefore)),
    rateLimits: await deleteExpired(rateLimits, lt(rateLimits.expire, now.getTime())),
    endedSessions: await deleteExpired(endedSessions, lt(endedSessions.expiresAt, now)),
  };
}

const BATCH = 5000;

function retentionOf({ RETENTION_PAYLOAD_DAYS, RETENTION_DELIVERY_DAYS }: RetentionSettings): Retention {
  const history = { days: RETENTION_DELIVERY_DAYS };
  // A payload without its event is of no use, however long it might be kept.
  const payload = { days: Math.min(RETENTION_PAYLOAD_DAYS, RETENTION_DELIVERY_DAYS) };
  return { event_payloads: payload, events: history, deliveries: history, attempts: history, health_rollups: history };
}

/** In batches, so that no statement holds many row locks; ends with the first batch that is not full. */
async function deleteExpired(table: PgTable, isExpired: SQL): Promise<number> {
  for (let deleted = 0; ; ) {
    const { count } = await system().execute(
      sql`delete from ${table} where ctid = any(array(select ctid from ${table} where ${isExpired} limit ${BATCH}))`,
    );
    deleted += count;
    if (count < BATCH) return deleted;
  }
}
