import type postgres from "postgres";
import { partitionAt } from "#db/partition.ts";
import { idFloor } from "#domain/id.ts";

type Stretch = { historyEndedAt: Date; since: Date };

/** Takes out what `measureWrites` has put in since a moment, so that the next round, or run, finds the history as it was. */
export async function undoWrites(sql: postgres.Sql, { historyEndedAt, since }: Stretch): Promise<void> {
  const from = idFloor(since);
  await sql`delete from attempts where id >= ${from}`;
  await sql`delete from deliveries where id >= ${from}`;
  await sql`delete from health_rollups where at > ${historyEndedAt.toISOString()}::timestamptz`;
  for (const table of ["attempts", "deliveries", "health_rollups"] as const) {
    await sql.unsafe(`vacuum ${partitionAt(table, since).name}`);
  }
}
