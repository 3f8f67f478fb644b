import type postgres from "postgres";
import { driver } from "./client.ts";

/** The tables that are split by time, and the column that carries it. */
export const PARTITIONED_TABLES = {
  events: "id",
  event_payloads: "id",
  deliveries_ended: "id",
  attempts: "id",
  audit_entries: "id",
  health_rollups: "at",
} as const;

export type PartitionedTable = keyof typeof PARTITIONED_TABLES;

/** One week of one table; `from` is a Monday at midnight UTC, `to` the next one. */
export type Partition = { table: PartitionedTable; name: string; from: Date; to: Date };

export const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Enough that a maintainer may be away for a month before a row has nowhere to go. */
export const WEEKS_AHEAD = 5;

/** The partition that rows of this moment belong to. */
export function partitionAt(table: PartitionedTable, at: Date): Partition {
  // 1970-01-05 was a Monday.
  const from = new Date(Math.floor((at.getTime() - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS);
  return {
    table,
    name: `${table}_${from.toISOString().slice(0, 10).replaceAll("-", "")}`,
    from,
    to: new Date(from.getTime() + WEEK_MS),
  };
}

/** Makes what is missing from last week to `WEEKS_AHEAD` weeks from `now`; answers the names of what it made. */
export async function ensurePartitions(sql: postgres.Sql, now: Date): Promise<string[]> {
  const made: string[] = [];
  for (const table of Object.keys(PARTITIONED_TABLES).filter(isPartitionedTable)) {
    for (let week = -1; week <= WEEKS_AHEAD; week++) {
      const partition = partitionAt(table, new Date(now.getTime() + week * WEEK_MS));
      if (await ensurePartition(sql, partition)) made.push(partition.name);
    }
  }
  return made;
}

/** Makes a partition unless it is there; answers whether it made it. */
export async function ensurePartition(sql: postgres.Sql, partition: Partition): Promise<boolean> {
  const { name, table } = partition;
  const [found] = await sql`select to_regclass(${name}) is not null as exists`;
  if (found?.exists) return false;
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('posthouse.partition'))`;
    const [again] = await tx`select to_regclass(${name}) is not null as exists`;
    if (again?.exists) return false;
    await tx.unsafe(`set local lock_timeout = '5s'`);
    await tx.unsafe(`create table ${name} (like ${table} including defaults including constraints)`);
    await addPartition(tx, partition);
    return true;
  });
}

/** Attaches instead of creating in place: that takes no lock that stops reads or writes of the parent. */
export async function addPartition(
  sql: Pick<postgres.Sql, "unsafe">,
  { table, name, from, to }: Partition,
): Promise<void> {
  const [low, high] =
    PARTITIONED_TABLES[table] === "id" ? [idBound(from), idBound(to)] : [from.toISOString(), to.toISOString()];
  await sql.unsafe(`select posthouse_protect('${name}')`);
  await sql.unsafe(`alter table ${table} attach partition ${name} for values from ('${low}') to ('${high}')`);
}

const MONDAY_MS = 4 * 24 * 60 * 60 * 1000;

function isPartitionedTable(name: string): name is PartitionedTable {
  return name in PARTITIONED_TABLES;
}

/** The smallest UUIDv7 of a moment: 48 bits of milliseconds, then zeros. */
function idBound(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/**
 * Does work that writes to partitioned tables, whole again where a row had nowhere to go: the missing partitions are
 * made first. That happens where no maintainer has run for weeks. The work must undo itself when it fails, as a
 * transaction or a single statement does.
 */
export async function withPartitions<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPartitionMissing(error)) throw error;
    await ensurePartitions(driver(), new Date());
    return work();
  }
}

/** The server's own name for the place, because the code 23514 is every broken check's and the message is translated. */
function isPartitionMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isHere = Reflect.get(error, "code") === "23514" && Reflect.get(error, "routine") === "ExecFindPartition";
  return isHere || isPartitionMissing(error.cause);
}
