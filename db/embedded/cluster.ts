import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClusterHome } from "./home.ts";
import { runAs } from "./run-as.ts";

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
