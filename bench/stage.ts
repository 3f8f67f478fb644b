import { basename, join } from "node:path";
import type { Cluster } from "#harness/cluster.ts";
import { type BenchProcess, startProcess } from "./process/start-process.ts";
import { type BenchWorker, startWorker, type WorkerOptions } from "./process/start-worker.ts";

/** What a row works with. Whatever is started through it ends with the row. */
export type Stage = {
  /** How often each side is measured, after the warm-up. */
  rounds: number;
  /** A migrated, empty database of the row's own; answers its URL. */
  createDatabase: () => Promise<string>;
  /** The database server's first process; the others are its children. */
  postgresPid: () => Promise<number>;
  /** A program of bench/process, in a process of its own. */
  startProcess: (script: string, env?: Record<string, string>) => Promise<BenchProcess>;
  startWorker: (options: Omit<WorkerOptions, "logFile">) => Promise<BenchWorker>;
  /** Says what is being measured now. */
  progress: (sentence: string) => void;
  /** What to do when the row is over, also where it failed; the last one first. */
  onEnd: (close: () => Promise<void>) => void;
};

type StageOptions = {
  row: string;
  rounds: number;
  cluster: Cluster;
  /** Where the programs' output goes. */
  folder: string;
  say: (line: string) => void;
};

/** A stage for one row, and what takes it down. */
export function createStage({ row, rounds, cluster, folder, say }: StageOptions) {
  const closers: (() => Promise<void>)[] = [];
  const onEnd = (close: () => Promise<void>) => void closers.push(close);
  let started = 0;
  const numbered = (script: string) => {
    started += 1;
    return join(folder, `${row}-${started}-${basename(script)}.log`);
  };
  const stage: Stage = {
    rounds,
    createDatabase: async () => {
      const database = await cluster.createDatabase(`bench_${row}`);
      onEnd(database.drop);
      return database.socketUrl;
    },
    postgresPid: cluster.pid,
    startProcess: async (script, env = {}) => {
      const started = await startProcess({ script, env, logFile: numbered(script) });
      onEnd(started.stop);
      return started;
    },
    startWorker: async (options) => {
      const worker = await startWorker({ ...options, logFile: numbered("worker") });
      onEnd(worker.stop);
      return worker;
    },
    progress: (sentence) => say(`  ${row}: ${sentence}`),
    onEnd,
  };
  const close = async () => {
    for (const end of closers.reverse()) await end();
  };
  return { stage, close };
}
