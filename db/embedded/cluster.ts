import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { type ClusterHome, runAs } from "./home.ts";

export const roleName = "posthouse";
const serverMajor = "18";

/** Makes the cluster when there is none. It grows under another name, so that a killed initdb leaves nothing to trip over. */
export async function makeCluster(home: ClusterHome, native: string): Promise<void> {
  const data = join(home.path, "data");
  const version = (await readFile(join(data, "PG_VERSION"), "utf8").catch(() => "")).trim();
  if (version === "") await initialise(home, native);
  else if (version !== serverMajor) {
    throw new Error(
      `${data} was made by PostgreSQL ${version}, and this is ${serverMajor}: dump it with the older release and load it here.`,
    );
  }
}

/** The password of `roleName`, generated with the cluster. */
export async function readPassword(home: ClusterHome): Promise<string> {
  return await readFile(passwordPath(home), "utf8");
}

async function initialise(home: ClusterHome, native: string): Promise<void> {
  const growing = join(home.path, "data.growing");
  const passwordFile = passwordPath(home);
  await rm(growing, { recursive: true, force: true });
  await writeFile(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (home.user) await chown(passwordFile, home.user.uid, home.user.gid);
  const made = spawnSync(
    join(native, "bin", "initdb"),
    [
      `--pgdata=${growing}`,
      `--username=${roleName}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
    ],
    {
      encoding: "utf8",
      timeout: 120_000,
      ...runAs(home.user, home.path),
    },
  );
  if (made.status !== 0) {
    throw new Error(
      `PostgreSQL could not make its data directory ${growing}: ${made.error?.message ?? made.stderr.trim()}`,
    );
  }
  await rename(growing, join(home.path, "data"));
}

function passwordPath(home: ClusterHome): string {
  return join(home.path, "password");
}

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

/** Server settings, given on the command line at each start so that a newer release brings its own. */
export function serverSettings({ durable, socketDir }: { durable: boolean; socketDir: string | null }): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: socketDir ?? "",
    max_connections: "200",
    shared_buffers: "256MB",
    shared_preload_libraries: "",
    max_wal_size: "2GB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    log_checkpoints: "off",
    ...(durable ? durableSettings : fleetingSettings),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

const durableSettings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

/** For tests: what a power cut leaves behind does not matter to them. */
const fleetingSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};
