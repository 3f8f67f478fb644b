import { sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";

/** The current time. Passed in wherever a rule depends on it, so that tests can say what time it is. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** The database's time, which is the one that decides: in a transaction, the moment it began. */
export async function databaseNow(db: Database | Tx): Promise<Date> {
  const [row] = await db.execute<{ ms: number }>(sql`select (extract(epoch from now()) * 1000)::float8 as ms`);
  if (!row) throw new Error("The database did not say what time it is.");
  return new Date(row.ms);
}
