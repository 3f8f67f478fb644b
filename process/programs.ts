import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Config } from "#domain/config.ts";
import type { Program } from "./launch.ts";
import { root } from "./root.ts";

type Output = (name: string) => Program["output"];

type WebOptions = { env: NodeJS.ProcessEnv; output: Output; mode: "start" | "dev"; host?: string | undefined };

/** The dashboard and management API: `next start` or `next dev`, on every address unless `host` names one. */
export function webProgram({ env, output, mode, host }: WebOptions): Program {
  const NODE_ENV = mode === "start" ? "production" : "development";
  const next = join(root, "node_modules/next/dist/bin/next");
  const args = [next, mode, root, "-p", env.PORT ?? "", ...(host ? ["-H", host] : [])];
  return { name: "web", args, env: { ...env, NODE_ENV }, output: output("web") };
}

/** The dispatcher, the maintenance and the ingest door. */
export function workerProgram(env: NodeJS.ProcessEnv, output: Output): Program {
  const args = [...WORKER_START.nodeArgs, join(root, "worker/main.ts")];
  return { name: "worker", args, env: { ...WORKER_START.env, ...env }, output: output("worker") };
}

export function readyUrls({ PORT, INGEST_PORT }: Config): string[] {
  return [PORT, INGEST_PORT].map((port) => `http://127.0.0.1:${port}/readyz`);
}

/**
 * How a worker's process is started so that it stays small: on machines with much memory, V8's young generation and
 * glibc's arenas together cost 150 MB that made no delivery faster.
 */
export const WORKER_START = {
  nodeArgs: ["--max-semi-space-size=8"],
  env: { MALLOC_ARENA_MAX: "1" },
} as const;

const pollMs = 150;
const answerTimeoutMs = 5_000;

/** Resolves once `url` answers 2xx; rejects when `signal` says to stop waiting. */
export async function waitUntilReady(url: string, signal: AbortSignal): Promise<void> {
  while (!(await answers(url, signal))) await delay(pollMs, undefined, { signal });
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
