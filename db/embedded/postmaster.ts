import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ClusterHome } from "./home.ts";

/** What the server wrote into `postmaster.pid`: its lines are documented beside `AddToDataDirLockFile` in PostgreSQL. */
export type Postmaster = { pid: number; port: number; status: string };

const pollMs = 25;
const stopWaitMs = 30_000;

export async function readPostmaster(home: ClusterHome): Promise<Postmaster | null> {
  const text = await readFile(pidFile(home), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (!Number.isInteger(pid)) return null;
  return { pid, port: Number.parseInt(lines[3] ?? "", 10), status: lines[7]?.trim() ?? "" };
}

/**
 * After a SIGKILL `postmaster.pid` stays. A server that lost its keeper is stopped; a file whose process is gone, or is
 * by now some other program, is removed: PostgreSQL would take that program for a server and refuse to start.
 */
export async function clearLeftovers(home: ClusterHome): Promise<void> {
  const left = await readPostmaster(home);
  if (!left) return;
  const giveUpAt = performance.now() + stopWaitMs;
  while ((await commandOf(left.pid)).includes(home.path)) {
    if (performance.now() > giveUpAt)
      throw new Error(`A PostgreSQL server (process ${left.pid}) still runs in ${home.path} and does not stop.`);
    process.kill(left.pid, "SIGINT");
    await delay(pollMs * 10);
  }
  await rm(pidFile(home), { force: true });
}

async function commandOf(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  if (fromProc !== null || process.platform === "linux") return fromProc ?? "";
  return await new Promise((resolve) => {
    execFile("ps", ["-o", "args=", "-p", String(pid)], { timeout: 10_000 }, (_error, stdout) => resolve(stdout));
  });
}

function pidFile(home: ClusterHome): string {
  return join(home.path, "data", "postmaster.pid");
}
