import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startEmbeddedPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { databaseUrl, onServer } from "#db/on-server.ts";
import { installJournal } from "./install-journal.ts";

/** A PostgreSQL of the suite's own. */
export type FaultCluster = {
  /** A migrated, empty database with the journal; answers its URL. */
  createDatabase: (name: string) => Promise<string>;
  /** An immediate shutdown, as a crash: no goodbye, no checkpoint. Up again after `downMs`, at the same address. */
  crash: (downMs: number) => Promise<void>;
  stop: () => Promise<void>;
};

const TEMPLATE = "faults_template";
const STOPS_WITHIN_MS = 30_000;

/** Starts it in the temporary directory. `durable`: with fsync, for runs that crash the database itself. */
export async function startCluster({ durable }: { durable: boolean }): Promise<FaultCluster> {
  // The name's beginning lets the next test run remove what a killed one left behind.
  const dataDir = await mkdtemp(join(tmpdir(), `posthouse-test-${process.pid}-faults-`));
  await chmod(dataDir, 0o755);
  let server = await startEmbeddedPostgres({ dataDir, durable });
  const { url } = server;
  // Tells when a claim was committed, to hold against the moment a request arrived.
  await onServer(url, (sql) => sql`alter system set track_commit_timestamp = on`);
  await server.stop();
  server = await startEmbeddedPostgres({ dataDir, durable });
  await makeTemplate(url);
  return {
    createDatabase: async (name) => {
      await onServer(url, (sql) => sql`create database ${sql(name)} template ${sql(TEMPLATE)}`);
      return databaseUrl(url, name);
    },
    crash: async (downMs) => {
      process.kill(await postmasterOf(url), "SIGQUIT");
      const giveUpAt = performance.now() + STOPS_WITHIN_MS;
      while (server.isRunning() && performance.now() < giveUpAt) await delay(20);
      await delay(downMs);
      server = await startEmbeddedPostgres({ dataDir, durable });
      if (server.url !== url) throw new Error("PostgreSQL came back on another port.");
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  await onServer(url, (sql) => sql`create database ${sql(TEMPLATE)}`);
  await migrate(databaseUrl(url, TEMPLATE));
  await onServer(databaseUrl(url, TEMPLATE), installJournal);
}

/** The server's first process, from the file that PostgreSQL keeps it in. */
async function postmasterOf(url: string): Promise<number> {
  const [row] = await onServer(url, (sql) => sql<{ text: string }[]>`select pg_read_file('postmaster.pid') as text`);
  const pid = Number.parseInt(row?.text ?? "", 10);
  if (!Number.isInteger(pid)) throw new Error("PostgreSQL does not say which process it is.");
  return pid;
}
