import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index.ts";

export type Database = PostgresJsDatabase<typeof schema>;
/** A transaction, which takes the same queries as the database. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

type Connection = { url: string; sql: postgres.Sql; db: Database };

/** The process's database, connected at the first call to `DATABASE_URL` unless `connectDatabase` named another. */
export function database(): Database {
  return connection().db;
}

/** The driver below `database()`: for LISTEN, and for hot statements that need no builder. */
export function driver(): postgres.Sql {
  return connection().sql;
}

/** Points the process at a database. `connectionsMax` bounds the pool. */
export function connectDatabase(
  url: string,
  { connectionsMax = CONNECTIONS_MAX }: { connectionsMax?: number } = {},
): void {
  if (holder.connection?.url === url) return;
  const sql = postgres(url, {
    max: connectionsMax,
    onnotice: () => undefined,
    connect_timeout: 10,
    // The driver's own pauses grow to 20 s: as long a request would wait for its 503, and a worker for a database that
    // is back.
    backoff: (attempt) => Math.min(2 ** attempt / 100, RECONNECT_SECONDS_MAX),
    connection: { application_name: "posthouse", TimeZone: "UTC" },
  });
  holder.connection = { url, sql, db: drizzle(sql, { schema }) };
}

export async function disconnectDatabase(): Promise<void> {
  const open = holder.connection;
  holder.connection = undefined;
  await open?.sql.end({ timeout: 5 });
}

const CONNECTIONS_MAX = 10;
const RECONNECT_SECONDS_MAX = 0.5;

// Next bundles server code several times; the pool must exist once per process, whoever asks.
const holder: { connection?: Connection | undefined } = sharedHolder();

function sharedHolder(): { connection?: Connection | undefined } {
  const key = Symbol.for("posthouse.database");
  const existing: unknown = Reflect.get(globalThis, key);
  if (isHolder(existing)) return existing;
  const fresh: { connection?: Connection } = {};
  Reflect.set(globalThis, key, fresh);
  return fresh;
}

function isHolder(value: unknown): value is { connection?: Connection } {
  return typeof value === "object" && value !== null;
}

function connection(): Connection {
  if (!holder.connection) {
    const url = process.env.DATABASE_URL;
    if (!url)
      throw new Error("DATABASE_URL is not set. Set it, or start with `npm start`, which brings its own PostgreSQL.");
    connectDatabase(url);
  }
  if (!holder.connection) throw new Error("The database connection could not be made.");
  return holder.connection;
}
