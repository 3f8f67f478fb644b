import { spawnSync } from "node:child_process";
import { appendFile, chown, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { onServer, temporaryFolder } from "#harness/cluster.ts";
import { holdsWithin } from "#harness/holds-within.ts";

/** A primary, and a standby that has every commit before it counts. */
export type Pair = {
  primaryUrl: string;
  standbyUrl: string;
  /** Both, for a program that finds out by itself which of them is the primary. */
  eitherUrl: string;
  /** The standby loses contact, the primary gets a SIGKILL a second later, and the standby becomes the primary. */
  failOver: () => Promise<void>;
  stop: () => Promise<void>;
};

const FOLLOWS_WITHIN_MS = 30_000;
const APART_MS = 1_000;

/** Starts both on this machine: the standby is a copy of the primary at rest, as a base backup would be. */
export async function startPair(): Promise<Pair> {
  const [primaryDir, standbyDir] = [await temporaryFolder("primary"), await temporaryFolder("standby")];
  const first = await startEmbeddedPostgres({ dataDir: primaryDir, durable: true });
  await migrate(first.url);
  await first.stop();
  copy(primaryDir, standbyDir);
  const primary = await startEmbeddedPostgres({ dataDir: primaryDir, durable: true });
  await makeStandby(standbyDir, primary.url);
  const standby = await startEmbeddedPostgres({ dataDir: standbyDir, durable: true });
  await beSynchronous(primary);
  return {
    primaryUrl: primary.url,
    standbyUrl: standby.url,
    eitherUrl: either(primary.url, standby.url),
    failOver: async () => {
      await onServer(standby.url, loseContact);
      await delay(APART_MS);
      process.kill(await postmasterOf(primaryDir), "SIGKILL");
      await onServer(standby.url, (sql) => sql`select pg_promote()`);
    },
    stop: async () => {
      await standby.stop();
      await primary.stop();
      for (const dir of [primaryDir, standbyDir]) await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** With the files' owner, whom PostgreSQL runs as. */
function copy(from: string, to: string): void {
  const copied = spawnSync("cp", ["-a", `${from}/.`, to], { encoding: "utf8", timeout: 60_000 });
  if (copied.status !== 0) throw new Error(`The data could not be copied: ${copied.stderr}`);
}

async function makeStandby(dir: string, primaryUrl: string): Promise<void> {
  const { hostname, port, username, password } = new URL(primaryUrl);
  const data = join(dir, "cluster", "data");
  const signal = join(data, "standby.signal");
  await writeFile(signal, "");
  const { uid, gid } = await stat(join(data, "PG_VERSION"));
  await chown(signal, uid, gid);
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password} application_name=standby`;
  await appendFile(join(data, "postgresql.auto.conf"), `primary_conninfo = '${conninfo}'\n`);
}

async function beSynchronous({ url }: EmbeddedPostgres): Promise<void> {
  await onServer(url, async (sql) => {
    await sql`alter system set synchronous_standby_names = 'standby'`;
    await sql`select pg_reload_conf()`;
    await until(sql, "select exists (select from pg_stat_replication where sync_state = 'sync') as yes");
  });
}

/** From here on a commit waits for a standby that does not hear of it. */
async function loseContact(sql: postgres.Sql): Promise<void> {
  await sql`alter system set primary_conninfo = ''`;
  await sql`select pg_reload_conf()`;
  await until(sql, "select not exists (select from pg_stat_wal_receiver) as yes");
}

async function until(sql: postgres.Sql, query: string): Promise<void> {
  const holds = async () => (await sql.unsafe(query))[0]?.yes === true;
  if (!(await holdsWithin(FOLLOWS_WITHIN_MS, holds))) throw new Error(`Still not: ${query}`);
}

function either(one: string, other: string): string {
  const { username, password, host, pathname } = new URL(one);
  return `postgres://${username}:${password}@${host},${new URL(other).host}${pathname}?target_session_attrs=primary`;
}

async function postmasterOf(dir: string): Promise<number> {
  const [line = ""] = (await readFile(join(dir, "cluster", "data", "postmaster.pid"), "utf8")).split("\n");
  return Number.parseInt(line, 10);
}
