import { spawn, spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ClusterHome } from "./home.ts";
import { runAs } from "./run-as.ts";

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
