import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, chown, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeKey, makeTenant } from "#domain/test-factory.ts";
import { answers } from "#harness/behaviours.ts";
import { onServer, temporaryFolder } from "#harness/cluster.ts";
import { holdsWithin } from "#harness/holds-within.ts";
import { RECEIVER_SETTINGS, type Receiver, startReceiver } from "#harness/receiver.ts";
import { startWorker } from "#harness/worker.ts";

const BEFORE = 150;
const AFTER = 150;
const POSTERS = 4;

let pair: Pair;
let receiver: Receiver;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-failover-"));
  receiver = await startReceiver({ behaviour: answers({ body: "ok" }) });
  pair = await startPair();
});
afterAll(async () => {
  await disconnectDatabase();
  await receiver.close();
  await pair.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a failover of the primary loses no event that was accepted, and delivers each", {
  timeout: 120_000,
}, async () => {
  const masterKey = randomBytes(32).toString("base64");
  Object.assign(process.env, RECEIVER_SETTINGS, { POSTHOUSE_MASTER_KEY: masterKey });
  connectDatabase(pair.primaryUrl);
  const tenant = await makeTenant();
  const { token } = await makeKey(tenant, { permissions: ["send_events"] });
  await createEndpoint({ actor: actorIn(tenant) }, { url: receiver.url, maxInFlight: 50 });
  // Knows both servers; which of them is the primary it finds out with each connection.
  const logFile = join(folder, "worker.log");
  const worker = await startWorker({ databaseUrl: pair.eitherUrl, masterKey, logFile, roles: [] });
  try {
    const accepted = new Set<string>();
    let isOver = false;
    const posting = Promise.all(
      Array.from({ length: POSTERS }, async () => {
        while (!isOver) {
          const id = await post(worker.url, token);
          if (id === null) await delay(50);
          else accepted.add(id);
        }
      }),
    );
    await vi.waitFor(() => expect(accepted.size).toBeGreaterThan(BEFORE), { timeout: 30_000, interval: 20 });
    await pair.failOver();
    const atFailover = accepted.size;
    await vi.waitFor(() => expect(accepted.size).toBeGreaterThan(atFailover + AFTER), {
      timeout: 60_000,
      interval: 50,
    });
    isOver = true;
    await posting;
    const kept = await keptEvents(pair.standbyUrl);
    expect([...accepted].filter((id) => !kept.has(id))).toEqual([]);
    const missing = () => {
      const received = new Set(receiver.requests.map(({ headers }) => headers["webhook-id"]));
      return [...accepted].filter((id) => !received.has(id));
    };
    await vi.waitFor(() => expect(missing()).toEqual([]), { timeout: 60_000 });
  } finally {
    await worker.kill();
  }
});

/** The event's id where it was accepted, null where the service could not. */
async function post(url: string, token: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: '{"type":"order.paid"}',
      signal: AbortSignal.timeout(10_000),
    });
    const body: unknown = await answer.json();
    return answer.status === 202 && typeof body === "object" && body !== null && "id" in body ? String(body.id) : null;
  } catch {
    // Not accepted as far as the sender can tell, so nothing is promised.
    return null;
  }
}

async function keptEvents(url: string): Promise<Set<string>> {
  const rows = await onServer(
    url,
    (sql) => sql<{ id: string }[]>`select e.id from events e join deliveries d on d.event_id = e.id`,
  );
  return new Set(rows.map(({ id }) => formatId("evt", id)));
}

/** A primary, and a standby that has every commit before it counts. */
type Pair = {
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
async function startPair(): Promise<Pair> {
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
