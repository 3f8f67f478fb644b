import { setTimeout as delay } from "node:timers/promises";
import { lt, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import { sessionDriver } from "#db/client.ts";
import { PARTITIONED_TABLES, type PartitionedTable, partitionAt, WEEK_MS } from "#db/partition.ts";
import { deliveriesLive } from "#db/schema/delivery.ts";
import { rateLimits } from "#db/schema/rate-limit.ts";
import { sourceReceipts, sourceRefusals } from "#db/schema/source.ts";
import { endedSessions, idempotencyKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { idFloor } from "#domain/id.ts";

type RetentionSettings = { RETENTION_PAYLOAD_DAYS: number; RETENTION_DELIVERY_DAYS: number };
type Pruned = {
  partitions: string[];
  idempotencyKeys: number;
  waiting: number;
  sourceReceipts: number;
  sourceRefusals: number;
  rateLimits: number;
  endedSessions: number;
};

/**
 * Removes what is past its retention: whole weeks of payloads, and of events, ended deliveries, attempts and charts; then
 * what still waits of that time, remembered answers after their 24 hours, sources' receipts and refusals as old as the history, spent
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
    waiting: await deleteExpired(deliveriesLive, lt(deliveriesLive.id, idFloor(historyBefore))),
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
  return {
    event_payloads: payload,
    events: history,
    deliveries_ended: history,
    attempts: history,
    health_rollups: history,
  };
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

/** How long whole partitions of a table are kept; a table that is not named is kept for ever. */
type Retention = Partial<Record<PartitionedTable, { days: number }>>;

/**
 * Drops the partitions whose last row is older than its table's retention; answers the names of those that are gone,
 * oldest first. Nobody waits for it longer than `LOCK_WAIT_MS`: it detaches concurrently, gives up where a lock is not
 * to be had at once, and tries again. One that broke off midway is finished by the next run.
 */
async function dropExpiredPartitions(sql: postgres.Sql, retention: Retention, now: Date): Promise<string[]> {
  const connection = await sql.reserve();
  try {
    await connection`select set_config('statement_timeout', '60s', false), set_config('lock_timeout', ${`${LOCK_WAIT_MS}ms`}, false)`;
    // One at a time: two that detach from the same table would wait for each other.
    const [lock] = await connection`select pg_try_advisory_lock(hashtext('posthouse.prune')) as taken`;
    if (lock?.taken !== true) return [];
    const expired = (await storedPartitions(connection)).filter((partition) => isExpired(partition, retention, now));
    const dropped: string[] = [];
    for (const { name } of expired) if (await drop(connection, name)) dropped.push(name);
    return dropped;
  } finally {
    await connection`select pg_advisory_unlock_all(), set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)`;
    connection.release();
  }
}

/** How long a step may stand in a lock's queue, because whoever comes after it stands behind it. */
const LOCK_WAIT_MS = 50;
const TRIES_MAX = 100;
const PAUSE_MS = 200;

type StoredPartition = {
  table: PartitionedTable;
  name: string;
  from: Date;
  state: "attached" | "detaching" | "detached";
};

function isExpired({ table, from }: StoredPartition, retention: Retention, now: Date): boolean {
  const days = retention[table]?.days;
  return days !== undefined && from.getTime() + WEEK_MS + days * 86_400_000 <= now.getTime();
}

/** Answers whether the partition is gone; one whose locks were never free is left to the next run. */
async function drop(sql: postgres.Sql, name: string): Promise<boolean> {
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const partition = (await storedPartitions(sql)).find((stored) => stored.name === name);
    if (partition === undefined) return true;
    const isDone = await step(sql, partition);
    if (!isDone) await delay(PAUSE_MS);
  }
  return false;
}

/** The next step of three, any of which a lock may stop: detach, finish a detaching that broke off, drop. */
async function step(sql: postgres.Sql, { table, name, state }: StoredPartition): Promise<boolean> {
  const statements = {
    attached: `alter table ${table} detach partition ${name} concurrently`,
    detaching: `alter table ${table} detach partition ${name} finalize`,
    // Its foreign keys make this touch the tables they refer to, which everybody uses.
    detached: `drop table ${name}`,
  };
  try {
    await sql.unsafe(statements[state]);
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

/** SQLSTATE 55P03: the lock was not to be had in time. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "code") === "55P03";
}

/** By name, so that one that was detached and not yet dropped is found too. */
async function storedPartitions(sql: postgres.Sql): Promise<StoredPartition[]> {
  const rows = await sql<{ name: string; detaching: boolean | null }[]>`
    select c.relname as name, i.inhdetachpending as detaching
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname ~ '_[0-9]{8}$'
    order by c.relname`;
  return rows.flatMap(({ name, detaching }) => {
    const table = Object.keys(PARTITIONED_TABLES).find((candidate) => name.slice(0, -9) === candidate);
    if (table === undefined || !isPartitionedTable(table)) return [];
    const from = new Date(name.slice(-8).replace(/(....)(..)(..)/, "$1-$2-$3"));
    if (partitionAt(table, from).name !== name) return [];
    return [{ table, name, from, state: detaching === null ? "detached" : detaching ? "detaching" : "attached" }];
  });
}

function isPartitionedTable(name: string): name is PartitionedTable {
  return name in PARTITIONED_TABLES;
}
