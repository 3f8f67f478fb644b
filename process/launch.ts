import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

export type Program = {
  /** What the person reads: "The worker stopped". */
  name: string;
  /** Arguments of Node: a script and its own. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Where its output goes: our own, or a file that is begun anew. */
  output: "inherit" | { file: string };
};

const leaveWithParent = new URL("./leave-with-parent.ts", import.meta.url).href;

/**
 * Starts a Node program in a session of its own, so that a Ctrl-C reaches us alone and we decide who stops when. It
 * leaves by itself when this process is gone.
 */
export function launch({ args, env, output }: Program): ChildProcess {
  const log = output === "inherit" ? "inherit" : openSync(output.file, "w");
  const child = spawn(process.execPath, ["--import", leaveWithParent, ...args], {
    env: { ...env, POSTHOUSE_PARENT: String(process.pid) },
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  if (typeof log === "number") closeSync(log);
  return child;
}

/** Signals a launched program and everything it started. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
