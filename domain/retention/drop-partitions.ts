import type postgres from "postgres";
import { PARTITIONED_TABLES, type PartitionedTable, partitionAt, WEEK_MS } from "#db/partition.ts";

/** How long whole partitions of a table are kept; a table that is not named is kept for ever. */
export type Retention = Partial<Record<PartitionedTable, { days: number }>>;

/**
 * Drops the partitions whose last row is older than its table's retention; answers their names, oldest first.
 * Detaching comes first and concurrently, so that nobody waits for it; one that broke off midway is finished.
 */
export async function dropExpiredPartitions(sql: postgres.Sql, retention: Retention, now: Date): Promise<string[]> {
  const connection = await sql.reserve();
  try {
    await connection`set statement_timeout = '60s'`;
    // One at a time: two that detach from the same table would wait for each other.
    const [lock] = await connection`select pg_try_advisory_lock(hashtext('posthouse.prune')) as taken`;
    if (lock?.taken !== true) return [];
    const expired = (await storedPartitions(connection)).filter((partition) => isExpired(partition, retention, now));
    for (const partition of expired) await drop(connection, partition);
    return expired.map(({ name }) => name);
  } finally {
    await connection`select pg_advisory_unlock_all(), set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)`;
    connection.release();
  }
}

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

async function drop(sql: postgres.Sql, { table, name, state }: StoredPartition): Promise<void> {
  if (state === "attached") await sql.unsafe(`alter table ${table} detach partition ${name} concurrently`);
  if (state === "detaching") await sql.unsafe(`alter table ${table} detach partition ${name} finalize`);
  // A partition's foreign key makes this touch the table it refers to: better to fail than to queue up others.
  await sql`set lock_timeout = '5s'`;
  await sql.unsafe(`drop table ${name}`);
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
