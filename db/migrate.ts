import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { connect } from "./connect.ts";
import { ensurePartitions } from "./partition.ts";

/**
 * Brings a database (PostgreSQL 15 or later) to the current schema and makes the partitions it needs next.
 * Safe to run at every start and from several machines at once: an advisory lock lets one go first.
 */
export async function migrate(databaseUrl: string, now = new Date()): Promise<void> {
  const sql = connect(databaseUrl, { max: 1 });
  try {
    await refuseOldPostgres(sql);
    await sql`select pg_advisory_lock(hashtext('posthouse.migrate'))`;
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER });
    await ensurePartitions(sql, now);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../drizzle", import.meta.url));
const SERVER_VERSION_MIN = 150_000;

async function refuseOldPostgres(sql: postgres.Sql): Promise<void> {
  const [row] =
    await sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as text`;
  if (row && row.number < SERVER_VERSION_MIN) {
    throw new Error(`Posthouse needs PostgreSQL 15 or later; DATABASE_URL points to ${row.text}.`);
  }
}
