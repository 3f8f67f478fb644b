import { execFile, spawn, spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, openSync, writeSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type ClusterHome, runAs } from "./home.ts";

/**
 * Runs the command in $@ until it ends by itself or nobody holds the other end of the pipe on stdin any more. The
 * kernel closes that end for a process that was killed, so a server never outlives its last user.
 */
const keep = `
exec 3<&0 </dev/null
"$@" &
server=$!
trap 'kill -INT $server' INT TERM
( cat <&3 >/dev/null; kill -INT $server ) 2>/dev/null &
exec 3<&-
wait $server
status=$?
trap '' TERM
kill 0
exit $status
`;

/** A user's hold on the running server. */
export type Hold = { isServed(): boolean; release(): void };

/** Starts `command` under a keeper, in a session of its own (a Ctrl-C must not reach the database before its users). */
export function startKeeper(home: ClusterHome, command: string[], logFile: number): Hold {
  const pipe = pipePath(home);
  if (!existsSync(pipe)) spawnSync("mkfifo", ["-m", "600", pipe], { timeout: 10_000 });
  // Opened both ways first, because opening one end alone waits for the other.
  const both = openSync(pipe, constants.O_RDWR);
  const readEnd = openSync(pipe, constants.O_RDONLY);
  const hold = holdOn(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
  closeSync(both);
  const keeper = spawn("/bin/sh", ["-c", keep, "posthouse-postgres", ...command], {
    stdio: [readEnd, logFile, logFile],
    detached: true,
    ...runAs(home.user, home.path),
  });
  closeSync(readEnd);
  keeper.on("error", hold.release);
  keeper.unref();
  return hold;
}

/** A hold on the server that another process started; null when none runs. */
export function holdRunning(home: ClusterHome): Hold | null {
  try {
    return holdOn(openSync(pipePath(home), constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    return null;
  }
}

function holdOn(pipe: number): Hold {
  let isOpen = true;
  return {
    isServed() {
      try {
        return isOpen && writeSync(pipe, ".") >= 0;
      } catch {
        return false;
      }
    },
    release() {
      if (isOpen) closeSync(pipe);
      isOpen = false;
    },
  };
}

function pipePath(home: ClusterHome): string {
  return join(home.path, "users");
}

/** What the server wrote into `postmaster.pid`: its lines are documented beside `AddToDataDirLockFile` in PostgreSQL. */
type Postmaster = { pid: number; port: number; status: string };

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
