import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { freePort } from "#db/embedded/free-port.ts";
import { databaseUser } from "#db/embedded/system-user.ts";
import { holdsWithin } from "#harness/holds-within.ts";

/** The server connections that PgBouncer shares among everybody. */
export const POOL_SIZE = 12;

export type Pooler = { url: string; stop: () => Promise<void> };

const READY_WITHIN_MS = 10_000;

/** Starts PgBouncer in transaction mode before a database. Throws how to install it where it is not there. */
export async function startPooler(databaseUrl: string): Promise<Pooler> {
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
