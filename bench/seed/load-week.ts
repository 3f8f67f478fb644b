import { once } from "node:events";
import type { Writable } from "node:stream";
import type postgres from "postgres";
import { addPartition, type PartitionedTable, partitionAt } from "#db/partition.ts";

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
  // An empty one that is there is made anew: COPY does not write where row-level security is on already.
  await connection.unsafe(`drop table if exists ${partition.name}`);
  await connection`begin`;
  await connection.unsafe(`create table ${partition.name} (like ${table} including defaults including constraints)`);
  const stream = await connection.unsafe(`copy ${partition.name} (${columns}) from stdin with (freeze)`).writable();
  return {
    write: (lines) => writeAll(stream, lines.join("")),
    end: async () => {
      stream.end();
      await once(stream, "finish");
    },
    attach: async () => {
      await addPartition(connection, partition);
      await connection`commit`;
      connection.release();
    },
  };
}

async function writeAll(stream: Writable, text: string): Promise<void> {
  if (text !== "" && !stream.write(text)) await once(stream, "drain");
}
