import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { onServer } from "#harness/cluster.ts";
import { root } from "#process/root.ts";

/** Where and of what a result is: a number without it says nothing. */
export type Machine = {
  cpu: string;
  cores: number;
  memoryGibibytes: number;
  system: string;
  node: string;
  posthouse: string;
  postgres: string;
  /** The commit, with "+" where files were changed since. */
  commit: string;
};

/** Of the machine, and of the database server at `databaseUrl`. */
export async function describeMachine(databaseUrl: string): Promise<Machine> {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    posthouse: versionOf(JSON.parse(readFileSync(join(root, "package.json"), "utf8"))),
    postgres: await serverVersion(databaseUrl),
    commit: commit(),
  };
}

function versionOf(manifest: unknown): string {
  return typeof manifest === "object" && manifest !== null ? String(Reflect.get(manifest, "version")) : "unknown";
}

async function serverVersion(url: string): Promise<string> {
  const [row] = await onServer(
    url,
    (sql) => sql<{ version: string }[]>`select current_setting('server_version') as version`,
  );
  return row?.version ?? "unknown";
}

function commit(): string {
  const head = git("rev-parse", "--short", "HEAD");
  return head === "" ? "unknown" : `${head}${git("status", "--porcelain") === "" ? "" : "+"}`;
}

function git(...args: string[]): string {
  return spawnSync("git", args, { cwd: root, encoding: "utf8", timeout: 10_000 }).stdout?.trim() ?? "";
}
