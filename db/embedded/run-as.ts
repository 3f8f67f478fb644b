import type { SystemUser } from "./system-user.ts";

/**
 * Spawn options for a PostgreSQL program: its user, a folder that user can enter, and none of our environment (PGPORT,
 * PGDATA, LC_* and secrets alike).
 */
export function runAs(user: SystemUser | null, cwd: string) {
  const env: NodeJS.ProcessEnv = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C" };
  return { cwd, env, ...(user && { uid: user.uid, gid: user.gid }) };
}
