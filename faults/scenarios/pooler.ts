import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { CONNECTION_BUDGET } from "#db/client.ts";
import { freePort } from "#db/embedded/free-port.ts";
import { databaseUser } from "#db/embedded/home.ts";
import { holdsWithin } from "#harness/holds-within.ts";
import type { Scenario } from "./scenario.ts";
import { watchConnections } from "./watch-connections.ts";

const ROLES = ["ingest", "dispatch", "maintain"] as const;
const WORKERS = 2;
const SECONDS_PER_RESTART = 4;

/** Every transaction may get another server connection; what outlives one goes past the pooler. */
export const pooler: Scenario = {
  name: "pooler",
  what: "workers behind PgBouncer in transaction mode, restarted in turn",
  isLong: true,
  run: async (stage) => {
    const { databaseUrl, scale } = stage;
    const pool = await startPooler(databaseUrl);
    stage.onEnd(pool.stop);
    const start = () => stage.startWorker(ROLES, { databaseUrl: pool.url, env: { DATABASE_DIRECT_URL: databaseUrl } });
    const running = [await start(), await start()];
    const connections = watchConnections(stage.sql);
    const restarts = Math.ceil(scale.restarts / 4);
    const load = stage.startLoad({ seconds: restarts * SECONDS_PER_RESTART });
    for (let restart = 0; restart < restarts; restart++) {
      running.push(await start());
      const how = await running.shift()?.stop();
      stage.require(how === "exit code 0", `A worker ended with ${how}.`);
    }
    await load.done;
    await connections.stop();
    // One worker starts before another one leaves.
    const budget =
      POOL_SIZE + (WORKERS + 1) * (CONNECTION_BUDGET.session + CONNECTION_BUDGET.listen + CONNECTION_BUDGET.queue);
    stage.require(connections.mostAtOnce() <= budget, `${connections.mostAtOnce()} connections, budget ${budget}.`);
    stage.remark(`${restarts} restarts; at most ${connections.mostAtOnce()} connections at once`);
  },
};

/** The server connections that PgBouncer shares among everybody. */
const POOL_SIZE = 12;

const READY_WITHIN_MS = 10_000;

/** Starts PgBouncer in transaction mode before a database. Throws how to install it where it is not there. */
async function startPooler(databaseUrl: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const program = findProgram();
  const folder = await mkdtemp(join(tmpdir(), "posthouse-pooler-"));
  const port = await freePort(0);
  const target = new URL(databaseUrl);
  const config = join(folder, "pgbouncer.ini");
  await writeFile(config, configuration(folder, { port, target }));
  await writeFile(join(folder, "users"), `"${target.username}" "${target.password}"\n`);
  // It refuses to run as root.
  const user = await databaseUser(folder);
  for (const path of user ? [folder, config, join(folder, "users")] : [])
    await chown(path, user?.uid ?? 0, user?.gid ?? 0);
  await chmod(folder, 0o700);
  const child = spawn(program, [config], { stdio: "ignore", ...(user && { uid: user.uid, gid: user.gid }) });
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  if (!(await holdsWithin(READY_WITHIN_MS, () => answers(url.href)))) throw new Error("PgBouncer does not answer.");
  return {
    url: url.href,
    stop: async () => {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findProgram(): string {
  const found = ["pgbouncer", "/usr/sbin/pgbouncer"].find(
    (program) => spawnSync(program, ["--version"], { timeout: 5_000 }).status === 0,
  );
  if (found) return found;
  throw new Error("PgBouncer is not installed: apt-get install pgbouncer, or brew install pgbouncer.");
}

function configuration(folder: string, { port, target }: { port: number; target: URL }): string {
  return `[databases]
* = host=${target.hostname} port=${target.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, "users")}
pool_mode = transaction
default_pool_size = ${POOL_SIZE}
max_client_conn = 500
logfile = ${join(folder, "log")}
`;
}

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, prepare: false, onnotice: () => {} });
  const isUp = await sql`select 1`.then(
    () => true,
    () => false,
  );
  await sql.end({ timeout: 1 });
  return isUp;
}
