import postgres from "postgres";
import { readPassword, roleName } from "./cluster.ts";
import type { ClusterHome } from "./home.ts";

const databaseName = "posthouse";
const connectTimeoutSeconds = 30;

/** The URL of the database of ours in the running cluster, made when missing; null when the server went away. */
export async function openDatabase(home: ClusterHome, port: number): Promise<string | null> {
  const server = `postgres://${roleName}:${await readPassword(home)}@127.0.0.1:${port}`;
  const sql = postgres(`${server}/postgres`, { max: 1, connect_timeout: connectTimeoutSeconds, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${databaseName}`;
    if (!found) await sql`create database ${sql(databaseName)}`;
    return `${server}/${databaseName}`;
  } catch (error) {
    if (isGoingAway(error)) return null;
    throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** 57P01–57P03: the server is shutting down or not up yet. */
function isGoingAway(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^57P0\d$|^ECONN|^CONNECTION_/.test(code);
}
