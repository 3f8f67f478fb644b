import { is } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase, PostgresJsSession } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import facts from "../package.json" with { type: "json" };
import { connect } from "./connect.ts";
import * as schema from "./schema/index.ts";

export type Database = PostgresJsDatabase<typeof schema>;
/** A transaction, which takes the same queries as the database. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

type Connection = {
  url: string;
  directUrl: string | undefined;
  sql: postgres.Sql;
  db: Database;
  /** `sql` itself, unless a pooler stands before it. */
  session: postgres.Sql;
  /** Opened by the first who asks. */
  queue: postgres.Sql | null;
  replica: { sql: postgres.Sql; db: Database } | null;
};

/** The process's database, connected at the first call to `DATABASE_URL` unless `connectDatabase` named another. */
export function database(): Database {
  return connection().db;
}

/** The driver below `database()`: for hot statements that need no builder. */
export function driver(): postgres.Sql {
  return connection().sql;
}

/** What outlives a transaction goes through here: LISTEN, a lock or a setting of the session. */
export function sessionDriver(): postgres.Sql {
  return connection().session;
}

/**
 * Sessions whose plans cannot flip: the queue's statements find rows by index alone, whatever the statistics say, because a
 * table that is empty now may hold a million rows a moment later, while the plan made for none is still in use.
 */
export function queueDriver(): postgres.Sql {
  const held = connection();
  held.queue ??= open(held.directUrl ?? held.url, {
    max: CONNECTION_BUDGET.queue,
    connection: { ...SESSION, ...INDEX_PLANS },
  });
  return held.queue;
}

const INDEX_PLANS = {
  plan_cache_mode: "force_generic_plan",
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  enable_material: "off",
  enable_memoize: "off",
  enable_hashagg: "off",
  jit: "off",
} as const;

/** The database that may be a moment behind (`DATABASE_READ_URL`), if there is one. */
export function replica(): Database | null {
  return connection().replica?.db ?? null;
}

/**
 * Points the process at a database. `connectionsMax` bounds the pool. `directUrl` leads to the same database past a
 * pooler that hands a connection to whoever has a transaction; statements are then not prepared, because another one's
 * connection would not know them. `readUrl` leads to a replica. Both are the environment's unless named.
 */
export function connectDatabase(
  url: string,
  {
    connectionsMax = CONNECTION_BUDGET.web,
    directUrl = process.env.DATABASE_DIRECT_URL || undefined,
    readUrl = process.env.DATABASE_READ_URL || undefined,
  }: { connectionsMax?: number; directUrl?: string | undefined; readUrl?: string | undefined } = {},
): void {
  if (holder.connection?.url === url) return;
  const sql = open(url, { max: connectionsMax, prepare: directUrl === undefined });
  const session = directUrl === undefined ? sql : open(directUrl, { max: CONNECTION_BUDGET.session });
  const reading =
    readUrl === undefined
      ? null
      : open(readUrl, { max: CONNECTION_BUDGET.read, connect_timeout: READ_CONNECT_SECONDS });
  const read = reading && { sql: reading, db: drizzle(reading, { schema }) };
  holder.connection = { url, directUrl, sql, db: drizzle(sql, { schema }), session, queue: null, replica: read };
}

function open(url: string, options: postgres.Options<Record<string, never>>): postgres.Sql {
  return connect(url, {
    connect_timeout: 10,
    // The driver's own pauses grow to 20 s: as long a request would wait for its 503, and a worker for a database that
    // is back.
    backoff: (attempt) => Math.min(2 ** attempt / 100, RECONNECT_SECONDS_MAX),
    connection: SESSION,
    ...options,
  });
}

/** Named with its release: a migration that old processes cannot go on beside finds them by it. */
const SESSION = { application_name: `posthouse ${facts.version}`, TimeZone: "UTC" };

export async function disconnectDatabase(): Promise<void> {
  const open = holder.connection;
  holder.connection = undefined;
  const drivers = new Set([open?.sql, open?.session, open?.queue, open?.replica?.sql]);
  await Promise.all([...drivers].map((sql) => sql?.end({ timeout: 5 })));
}

/** The primary can be asked instead. */
const READ_CONNECT_SECONDS = 2;
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

/** The most connections that one process opens (docs/guides/run-on-many-machines.md adds them up). */
export const CONNECTION_BUDGET = {
  web: 10,
  worker: 11,
  /** A dispatching worker's own for the queue: one claims while one records, and two store what is sent at once. */
  queue: 5,
  /** A dispatching worker's own for LISTEN. */
  listen: 1,
  /** Besides, to DATABASE_DIRECT_URL: one for each duty that a maintainer may be at, and one to spare. */
  session: 11,
  /** Besides, to DATABASE_READ_URL. */
  read: 10,
} as const;

/**
 * The driver below a transaction, for hot statements: it prepares them once per connection, where the query builder has
 * each planned anew and asks twice.
 */
export function driverOf(tx: Tx): postgres.TransactionSql {
  const { session } = tx._;
  // Not instanceof: the web's bundles each have a copy of that class, and share the connection.
  if (!is(session, PostgresJsSession)) throw new Error("This transaction is not the driver's.");
  return asTransaction(session.client);
}

/** Within a transaction the session's client is the driver's own transaction; its type only knows the driver. */
function asTransaction(client: unknown): postgres.TransactionSql {
  return client as postgres.TransactionSql;
}
