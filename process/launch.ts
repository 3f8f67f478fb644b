import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { configSchema } from "#domain/config.ts";

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

/** The environment less every setting of ours: a test run must not reach into somebody's deployment. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = new Set(Object.keys(configSchema.shape));
  return Object.assign(
    { NODE_ENV: env.NODE_ENV },
    Object.fromEntries(Object.entries(env).filter(([name]) => !settings.has(name))),
  );
}
