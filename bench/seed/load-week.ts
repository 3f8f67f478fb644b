import { once } from "node:events";
import type { Writable } from "node:stream";
import type postgres from "postgres";
import { addPartition, type Partition, type PartitionedTable, partitionAt } from "#db/partition.ts";

/** A table's partition being filled, in a transaction of its own connection: written, ended, then attached. */
export type Loading = {
  write: (lines: readonly string[]) => Promise<void>;
  end: () => Promise<void>;
  attach: () => Promise<void>;
};

/**
 * Fills a partition by COPY. It is made in the same transaction and gets its indexes only when it is full: sorting once
 * costs a fifth of keeping them in order. Rows are frozen, as they would be after a vacuum.
 */
export async function startLoading(
  sql: postgres.Sql,
  { table, columns, at }: { table: PartitionedTable; columns: string; at: Date },
): Promise<Loading> {
  const partition = partitionAt(table, at);
  const connection = await sql.reserve();
  await connection`begin`;
  const isNew = await emptyPartition(connection, partition);
  const stream = await connection.unsafe(`copy ${partition.name} (${columns}) from stdin with (freeze)`).writable();
  return {
    write: (lines) => writeAll(stream, lines.join("")),
    end: async () => {
      stream.end();
      await once(stream, "finish");
    },
    attach: async () => {
      if (isNew) await addPartition(connection, partition);
      await connection`commit`;
      connection.release();
    },
  };
}

/** COPY freezes rows only in a table that its own transaction made or emptied. Answers whether it was made. */
async function emptyPartition(sql: postgres.Sql, { table, name }: Partition): Promise<boolean> {
  const [found] = await sql`select to_regclass(${name}) is not null as exists`;
  if (found?.exists) await sql.unsafe(`truncate ${name}`);
  else await sql.unsafe(`create table ${name} (like ${table} including defaults including constraints)`);
  return !found?.exists;
}

async function writeAll(stream: Writable, text: string): Promise<void> {
  if (text !== "" && !stream.write(text)) await once(stream, "drain");
}
