import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where the cluster lives: a folder that the database's user owns and can reach. */
export type ClusterHome = { path: string; user: SystemUser | null };

/**
 * `<dataDir>/cluster`, unless we are root and a folder above it is closed to the database's user (a home directory of
 * mode 700): then a folder under /var/lib or the temporary directory, remembered in `<dataDir>/location`.
 */
export async function clusterHome(dataDir: string, say: (line: string) => void): Promise<ClusterHome> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  const beside = join(folder, "cluster");
  const remembered = (await readFile(join(folder, "location"), "utf8").catch(() => "")).trim();
  const user = await databaseUser(join(remembered || beside, "data"));
  if (remembered) return open(remembered, user);
  if (user === null || canEnter(folder, user)) return open(beside, user);
  if (existsSync(join(beside, "data"))) {
    throw new Error(
      `The database in ${beside} can't be reached by ${user.name}: a folder above it is closed to other users. Open it (chmod o+x), or move the data.`,
    );
  }
  const elsewhere = await placeElsewhere(folder);
  say(`The database is kept in ${elsewhere}, because ${user.name} can't enter ${folder}.`);
  return open(elsewhere, user);
}

async function open(path: string, user: SystemUser | null): Promise<ClusterHome> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (user) await chown(path, user.uid, user.gid);
  return { path, user };
}

function canEnter(folder: string, user: SystemUser): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { timeout: 10_000, ...runAs(user, "/") });
  return tried.status === 0;
}

/** The name is new each time, so that a removed data directory never comes back with secrets it no longer has keys for. */
async function placeElsewhere(folder: string): Promise<string> {
  const owner = createHash("sha256").update(folder).digest("hex").slice(0, 8);
  const name = `posthouse-${owner}-${randomBytes(4).toString("hex")}`;
  const parent = await firstWritable(["/var/lib", tmpdir()], name);
  const path = join(parent, name);
  await writeFile(join(folder, "location"), `${path}\n`);
  return path;
}

async function firstWritable(parents: string[], name: string): Promise<string> {
  for (const parent of parents) {
    const made = await mkdir(join(parent, name), { mode: 0o700 }).catch(() => null);
    if (made === undefined) return parent;
  }
  throw new Error(
    `Neither ${parents.join(" nor ")} can be written: set POSTHOUSE_DATA_DIR to a folder that other users can enter.`,
  );
}

/** The account PostgreSQL runs as when we are root, whom it refuses to serve. */
export type SystemUser = { uid: number; gid: number; name: string };

const newUserName = "posthouse";

/**
 * Null when we are not root: PostgreSQL then runs as ourselves. Otherwise the owner of the data, if there is data;
 * else `postgres`; else a system user made for it; else `nobody`.
 */
export async function databaseUser(existingData: string): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(existingData).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` };
  const user = find("postgres") ?? find(newUserName) ?? create(newUserName) ?? find("nobody");
  if (user) return user;
  throw new Error(
    "PostgreSQL does not run as root, and no user postgres could be found or made. Make one, or set DATABASE_URL.",
  );
}

function find(name: string): SystemUser | null {
  const uid = id("-u", name);
  const gid = id("-g", name);
  return uid && gid ? { uid, gid, name } : null;
}

function create(name: string): SystemUser | null {
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name], {
    timeout: 10_000,
  });
  return find(name);
}

function id(flag: "-u" | "-g", name: string): number | null {
  const asked = spawnSync("id", [flag, name], { encoding: "utf8", timeout: 10_000 });
  return asked.status === 0 ? Number.parseInt(asked.stdout, 10) : null;
}

/**
 * Spawn options for a PostgreSQL program: its user, a folder that user can enter, and none of our environment (PGPORT,
 * PGDATA, LC_* and secrets alike).
 */
export function runAs(user: SystemUser | null, cwd: string) {
  const env: NodeJS.ProcessEnv = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C" };
  return { cwd, env, ...(user && { uid: user.uid, gid: user.gid }) };
}
