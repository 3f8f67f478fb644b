import { once } from "node:events";
import { join } from "node:path";
import { launch } from "#process/launch.ts";
import { root } from "#process/root.ts";
import { withoutSettings } from "#process/without-settings.ts";
import { readLedger } from "./ledger.ts";
import { type ReceiverNews, type ReceiverOrder, receiverNews } from "./message.ts";

type Wanted = (hit: HitNews) => boolean;
type HitNews = Extract<ReceiverNews, { kind: "hit" }>;

/** The receivers' process, seen from the suite. */
export type LedgerReceiver = {
  /** Where it listens, without a path. */
  origin: string;
  /** Hits on all paths since the start. */
  count: () => number;
  behave: (paths: ReceiverOrder["paths"]) => Promise<void>;
  /** Resolves with true at the `count`th hit from now that `wanted` says yes to, with false when none came in time. */
  nextHits: (count: number, options: { timeoutMs: number; wanted?: Wanted }) => Promise<boolean>;
  /** The whole ledger, also of a receiver that was killed. */
  ledger: () => ReturnType<typeof readLedger>;
  /** SIGKILL: whoever connects is refused from then on. */
  kill: () => Promise<void>;
  /** Comes back on the same port, with the same paths. */
  restart: () => Promise<void>;
};

// The second loopback address keeps the receivers apart from our own doors, which are never sent to. macOS has but one.
export const RECEIVER_HOST = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";

/** Starts the receivers in a process of their own; the ledger and its log lie in `folder`. */
export async function startReceiver(folder: string): Promise<LedgerReceiver> {
  const ledgerFile = join(folder, "ledger.jsonl");
  const listeners = new Set<(hit: HitNews) => void>();
  let count = 0;
  let paths: ReceiverOrder["paths"] = [];
  const hear = (hit: HitNews) => {
    count += 1;
    for (const listener of listeners) listener(hit);
  };
  let running = await spawnReceiver({ folder, ledgerFile, port: 0, hear });
  const { port } = running;
  const behave = async (next: ReceiverOrder["paths"]) => {
    paths = next;
    await running.order({ kind: "paths", paths });
  };
  return {
    origin: `http://${RECEIVER_HOST}:${port}`,
    count: () => count,
    behave,
    nextHits: (wantedCount, { timeoutMs, wanted = () => true }) =>
      waitForHits(listeners, { count: wantedCount, timeoutMs, wanted }),
    ledger: () => readLedger(ledgerFile),
    kill: () => running.kill(),
    restart: async () => {
      running = await spawnReceiver({ folder, ledgerFile, port, hear });
      await behave(paths);
    },
  };
}

const LISTENS_WITHIN_MS = 30_000;

type Spawn = { folder: string; ledgerFile: string; port: number; hear: (hit: HitNews) => void };

async function spawnReceiver({ folder, ledgerFile, port, hear }: Spawn) {
  const child = launch({
    name: "receiver",
    args: [join(root, "faults/receiver/main.ts")],
    env: {
      ...withoutSettings(process.env),
      FAULTS_LEDGER: ledgerFile,
      FAULTS_HOST: RECEIVER_HOST,
      FAULTS_PORT: String(port),
    },
    output: { file: join(folder, "receiver.log") },
  });
  const heard = (kind: ReceiverNews["kind"]) =>
    new Promise<ReceiverNews>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`The receiver was not ${kind} in time.`)), LISTENS_WITHIN_MS);
      child.on("message", (message) => {
        const news = receiverNews.parse(message);
        if (news.kind !== kind) return;
        clearTimeout(late);
        resolve(news);
      });
    });
  const listening = await heard("listening");
  if (listening.kind !== "listening") throw new Error("The receiver did not say where it listens.");
  child.on("message", (message) => {
    const news = receiverNews.parse(message);
    if (news.kind === "hit") hear(news);
  });
  return {
    port: listening.port,
    order: async (order: ReceiverOrder) => {
      const ready = heard("ready");
      child.send(order);
      await ready;
    },
    kill: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function waitForHits(
  listeners: Set<(hit: HitNews) => void>,
  { count, timeoutMs, wanted }: { count: number; timeoutMs: number; wanted: Wanted },
): Promise<boolean> {
  let left = count;
  return new Promise((resolve) => {
    const end = (isReached: boolean) => {
      clearTimeout(late);
      listeners.delete(listener);
      resolve(isReached);
    };
    const listener = (hit: HitNews) => {
      if (wanted(hit) && --left <= 0) end(true);
    };
    const late = setTimeout(() => end(false), timeoutMs);
    listeners.add(listener);
  });
}
