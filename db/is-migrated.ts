import { sql } from "drizzle-orm";
import journal from "../drizzle/meta/_journal.json" with { type: "json" };
import { database } from "./client.ts";

/** Whether the database has every migration this code knows; one that has more is fine, since they only add. */
export async function isMigrated(): Promise<boolean> {
  const [row] = await database().execute(sql`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`);
  return Number(row?.at ?? 0) >= Math.max(...journal.entries.map(({ when }) => when));
}
