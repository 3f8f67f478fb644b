import { sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";

/** The channel that dispatchers listen on. A lost notification costs at most one poll. */
export const DUE_CHANNEL = "posthouse_due";

/** Wakes the dispatchers once the transaction commits. Equal notifications of one transaction count as one. */
export async function notifyDue(db: Database | Tx): Promise<void> {
  await db.execute(sql`select pg_notify(${DUE_CHANNEL}, '')`);
}
