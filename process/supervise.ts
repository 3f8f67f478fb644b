import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { launch, type Program, signalGroup } from "./launch.ts";

export type Supervisor = {
  /** Resolves with the first program that keeps dying instead of starting; pending as long as all is well. */
  failed: Promise<Program>;
  /** SIGTERM to every program, SIGKILL to what is left after the grace; resolves when all are gone. */
  stop(): Promise<void>;
};

type Options = {
  say: (line: string) => void;
  /** How long a program may take to stop: the worker's 20 s and some. */
  graceMs?: number;
  firstRestartMs?: number;
  /** A program that lived this long has started; its next restart is quick again. */
  settledMs?: number;
};

const restartMsMax = 30_000;
/** Deaths in a row before settling that count as "does not start". */
const earlyDeathsMax = 4;

/** Keeps programs running: one that dies is started again, later each time, and that is said. */
export function supervise(programs: Program[], options: Options): Supervisor {
  const stopping = new AbortController();
  const failed = Promise.withResolvers<Program>();
  const kept = programs.map((program) =>
    keepRunning(program, { ...options, stopping: stopping.signal, onFailed: failed.resolve }),
  );
  return {
    failed: failed.promise,
    stop: async () => {
      stopping.abort();
      await Promise.all(kept);
    },
  };
}

type KeepOptions = Options & { stopping: AbortSignal; onFailed: (program: Program) => void };

async function keepRunning(program: Program, options: KeepOptions): Promise<void> {
  const { say, stopping, firstRestartMs = 500, settledMs = 30_000, graceMs = 25_000 } = options;
  let earlyDeaths = 0;
  while (!stopping.aborted) {
    const startedAt = performance.now();
    const how = await runOnce(program, { stopping, graceMs });
    if (stopping.aborted) return;
    earlyDeaths = performance.now() - startedAt < settledMs ? earlyDeaths + 1 : 0;
    const pauseMs = Math.min(firstRestartMs * 2 ** Math.max(0, earlyDeaths - 1), restartMsMax);
    say(`The ${program.name} stopped (${how}); it starts again in ${pauseMs / 1000} s.`);
    if (earlyDeaths === earlyDeathsMax) options.onFailed(program);
    await delay(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** How the program ended, in words. */
async function runOnce(
  program: Program,
  { stopping, graceMs }: { stopping: AbortSignal; graceMs: number },
): Promise<string> {
  const child = launch(program);
  const ended = endOf(child);
  const stop = () => {
    signalGroup(child, "SIGTERM");
    const killer = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
    child.once("exit", () => clearTimeout(killer));
  };
  stopping.addEventListener("abort", stop);
  const how = await ended;
  stopping.removeEventListener("abort", stop);
  signalGroup(child, "SIGKILL");
  return how;
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, "exit");
    return signal ? `by ${signal}` : `exit code ${code}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
