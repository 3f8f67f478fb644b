import { basename, join } from "node:path";
import { z } from "zod";
import type { Cluster } from "#harness/cluster.ts";
import { startTool, type Tool } from "#harness/tool.ts";
import { type ProductProcess, startWorker, type WorkerOptions } from "#harness/worker.ts";
import type { Findings } from "./report.ts";

/** What a row works with. Whatever is started through it ends with the row. */
export type Stage = {
  /** How often each side is measured, after the warm-up. */
  rounds: number;
  /** A migrated, empty database of the row's own; answers its URL. */
  createDatabase: () => Promise<string>;
  /** The database server's first process; the others are its children. */
  postgresPid: () => Promise<number>;
  /** A program in a process of its own, by its path from the root. */
  startTool: (script: string, env?: Record<string, string>) => Tool;
  startReceiver: () => Promise<BareReceiver>;
  /** The product's own worker, with its settings as they come: it logs a line per attempt. */
  startWorker: (options: Pick<WorkerOptions, "databaseUrl" | "masterKey" | "roles">) => Promise<ProductProcess>;
  /** Says what is being measured now. */
  progress: (sentence: string) => void;
  /** What to do when the row is over, also where it failed; the last one first. */
  onEnd: (close: () => Promise<void>) => void;
};

/** harness/bare-receiver.ts, from where it is started. */
export type BareReceiver = {
  pid: number;
  /** Where it listens, without a path. */
  origin: string;
  /** Resolves when this many requests have come since the last call. */
  hits: (count: number) => Promise<null>;
  /** The milliseconds from each message's stamp to its arrival at `/timed/…` since the last call. */
  latencies: () => Promise<number[]>;
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
  const start = (script: string, env: Record<string, string> = {}) => {
    const tool = startTool({ script, env, logFile: numbered(script) });
    onEnd(tool.stop);
    return tool;
  };
  const stage: Stage = {
    rounds,
    createDatabase: async () => {
      const database = await cluster.createDatabase(`bench_${row}`);
      onEnd(database.drop);
      return database.socketUrl;
    },
    postgresPid: cluster.pid,
    startTool: start,
    startReceiver: async () => {
      const { pid, ask } = start("harness/bare-receiver.ts");
      return {
        pid,
        origin: await ask({ kind: "address" }, z.string()),
        hits: (count) => ask({ kind: "hits", count }, z.null()),
        latencies: () => ask({ kind: "latencies" }, z.array(z.number())),
      };
    },
    startWorker: async ({ databaseUrl, masterKey, roles }) => {
      const env = { LOG_LEVEL: "info" };
      const worker = await startWorker({ databaseUrl, masterKey, roles, env, logFile: numbered("worker") });
      onEnd(async () => void (await worker.stop()));
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

/** Plays as many rounds as were asked for; answers what each came to. */
export async function playRounds<Round>({ rounds, progress }: Stage, play: () => Promise<Round>): Promise<Round[]> {
  const played: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`);
    played.push(await play());
  }
  return played;
}

/** One measurement with its baseline. `measure` warms up, then plays the stage's rounds, both sides in turn. */
export type Row = {
  name: string;
  /** What is measured, against what. */
  what: string;
  measure: (stage: Stage) => Promise<Partial<Findings>>;
};
