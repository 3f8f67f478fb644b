import { spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";

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
