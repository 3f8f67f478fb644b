import { sql } from "drizzle-orm";
import { database, driver } from "./client.ts";

/** Everything the database holds, a digest by table: two that are equal mean that nothing was written between them. */
export async function databaseContents(): Promise<Record<string, string>> {
  const tables = await driver()<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = sql`string_agg(t::text, '|' order by t::text)`;
    const [row] = await database().execute(
      sql`select md5(coalesce(${rows}, '')) as md5 from ${sql.identifier(name)} t`,
    );
    digests[name] = String(row?.md5);
  }
  return digests;
}
