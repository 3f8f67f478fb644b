import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { connect } from "#db/connect.ts";
import { isAlive } from "#db/embedded/file-lock.ts";
import { startEmbeddedPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { holdsWithin } from "./holds-within.ts";

/** A PostgreSQL of one's own in the temporary directory, removed when it is stopped. */
export type Cluster = {
  /** The server, as its superuser. */
  url: string;
  /** The migrated, empty database that others are copied from. */
  template: string;
  createDatabase: (prefix: string) => Promise<DatabaseCopy & { socketUrl: string }>;
  /** The server's first process; the others are its children. */
  pid: () => Promise<number>;
  /** An immediate shutdown, as a crash: no goodbye, no checkpoint. Up again after `downMs`, at the same address. */
  crash: (downMs: number) => Promise<void>;
  stop: () => Promise<void>;
};

export type DatabaseCopy = { url: string; drop: () => Promise<void> };

type ClusterOptions = {
  /** With fsync, as `npm start` has it: to measure, and to crash the database itself. */
  durable?: boolean;
  /** Keeps when each transaction was committed (`pg_xact_commit_timestamp`). */
  keepsCommitTimes?: boolean;
  /** Does more to the template than to migrate it. */
  prepare?: (sql: postgres.Sql) => Promise<void>;
};

const STOPS_WITHIN_MS = 30_000;

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { durable = false, keepsCommitTimes = false, prepare } = options;
  await removeAbandoned();
  const dataDir = await temporaryFolder("cluster");
  const start = () => startEmbeddedPostgres({ dataDir, durable });
  let server = await start();
  const { url, socketUrl } = server;
  if (keepsCommitTimes) {
    await onServer(url, (sql) => sql`alter system set track_commit_timestamp = on`);
    await server.stop();
    server = await start();
  }
  const template = await makeTemplate(url, prepare);
  return {
    url,
    template,
    createDatabase: async (prefix) => {
      const { name, ...copy } = await copyTemplate({ serverUrl: url, template, prefix });
      return { ...copy, socketUrl: databaseUrl(socketUrl, name) };
    },
    pid: () => postmasterOf(url),
    crash: async (downMs) => {
      process.kill(await postmasterOf(url), "SIGQUIT");
      await holdsWithin(STOPS_WITHIN_MS, () => !server.isRunning(), 20);
      await delay(downMs);
      server = await start();
      if (server.url !== url) throw new Error("PostgreSQL came back on another port.");
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A migrated, empty database to copy others from, on any server where we may make databases. */
export async function makeTemplate(serverUrl: string, prepare?: ClusterOptions["prepare"]): Promise<string> {
  const name = `posthouse_template_${process.pid}`;
  await onServer(serverUrl, (sql) => sql`create database ${sql(name)}`);
  await migrate(databaseUrl(serverUrl, name));
  if (prepare) await onServer(databaseUrl(serverUrl, name), prepare);
  await onServer(serverUrl, (sql) => sql`alter database ${sql(name)} with is_template true`);
  return name;
}

type Copied = { serverUrl: string; template: string; prefix: string };

export async function copyTemplate({ serverUrl, template, prefix }: Copied): Promise<DatabaseCopy & { name: string }> {
  const name = `${prefix.replaceAll("-", "_")}_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const drop = async () => {
    await onServer(serverUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
  };
  return { name, url: databaseUrl(serverUrl, name), drop };
}

/** Runs statements on a connection of their own, closed afterwards. */
export async function onServer<T>(url: string, run: (sql: postgres.Sql) => PromiseLike<T>): Promise<T> {
  const sql = connect(url, { max: 1, connect_timeout: 30 });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The URL of another database of the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const FOLDER_PREFIX = "posthouse-test-";

/** A folder that PostgreSQL's user can enter; its name lets a later run remove what a killed one left behind. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}

/** A run that was killed could not remove its files; the server itself stopped with it. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number.parseInt(name.slice(FOLDER_PREFIX.length), 10);
    if (!name.startsWith(FOLDER_PREFIX) || !Number.isInteger(pid) || isAlive(pid)) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** From the file that PostgreSQL keeps it in. */
async function postmasterOf(url: string): Promise<number> {
  const [row] = await onServer(url, (sql) => sql<{ text: string }[]>`select pg_read_file('postmaster.pid') as text`);
  const pid = Number.parseInt(row?.text ?? "", 10);
  if (!Number.isInteger(pid)) throw new Error("PostgreSQL does not say which process it is.");
  return pid;
}
