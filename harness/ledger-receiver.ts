import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { startTool } from "./tool.ts";

const delayMs = z.tuple([z.number(), z.number()]).describe("At least and at most, in milliseconds");

const ledgerBehaviour = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("accepts"), delayMs }),
  z.object({
    kind: z.literal("stumbles"),
    delayMs,
    share: z.number().describe("Of the deliveries, those whose first attempt fails"),
  }),
  z.object({ kind: z.literal("refuses"), delayMs }),
  z.object({ kind: z.literal("leaves"), delayMs, after: z.number().describe("Hits until it says 410 Gone") }),
]);
export type LedgerBehaviour = z.output<typeof ledgerBehaviour>;

/** Who listens where, how they behave, and by which secrets they verify. */
const ledgerPath = z.object({ path: z.string(), behaviour: ledgerBehaviour, secrets: z.array(z.string()) });
export type LedgerPath = z.output<typeof ledgerPath>;

export const ledgerOrder = z.discriminatedUnion("kind", [
  /** Answers where it listens, without a path. */
  z.object({ kind: z.literal("listen"), port: z.number(), ledgerFile: z.string() }),
  z.object({ kind: z.literal("behave"), paths: z.array(ledgerPath) }),
  /** Answers whether so many hits came in time, on this path or on any. */
  z.object({
    kind: z.literal("nextHits"),
    count: z.number(),
    timeoutMs: z.number(),
    path: z.string().optional(),
  }),
]);
export type LedgerOrder = z.output<typeof ledgerOrder>;

/** One request as the receiver wrote it down before it answered. */
const hit = z.object({
  /** Unix milliseconds, when the whole request was there. */
  at: z.number(),
  path: z.string(),
  webhookId: z.string(),
  delivery: z.string(),
  attempt: z.number(),
  eventType: z.string(),
  bodySha256: z.string(),
  isSigned: z.boolean(),
  /** The answer that was about to be given. */
  status: z.number(),
  /** Requests open on this path, this one included. */
  open: z.number(),
});
export type Hit = z.output<typeof hit>;

/** A receiver in a process of its own that writes down every request before it answers, seen from who started it. */
export type LedgerReceiver = {
  /** Where it listens, without a path. */
  origin: string;
  behave: (paths: LedgerPath[]) => Promise<void>;
  /** Resolves with true at the `count`th hit from now (of this path, if one is named), with false when none came in time. */
  nextHits: (count: number, options: { timeoutMs: number; path?: string | undefined }) => Promise<boolean>;
  /** The whole ledger in the order of the hits, also of a receiver that was killed. */
  ledger: () => Promise<Hit[]>;
  /** SIGKILL: whoever connects is refused from then on. */
  kill: () => Promise<void>;
  /** Comes back on the same port, with the same paths. */
  restart: () => Promise<void>;
};

/** Starts it; the ledger and its log lie in `folder`. */
export async function startLedgerReceiver(folder: string): Promise<LedgerReceiver> {
  const ledgerFile = join(folder, "ledger.jsonl");
  const listen = async (port: number) => {
    const tool = startTool({ script: "harness/ledger-process.ts", logFile: join(folder, "receiver.log") });
    return { tool, origin: await tool.ask({ kind: "listen", port, ledgerFile }, z.string()) };
  };
  let { tool, origin } = await listen(0);
  let paths: LedgerPath[] = [];
  const behave = async (next: LedgerPath[]) => {
    paths = next;
    await tool.ask({ kind: "behave", paths }, z.null());
  };
  return {
    origin,
    behave,
    nextHits: (count, options) => tool.ask({ kind: "nextHits", count, ...options }, z.boolean()),
    ledger: () => readLedger(ledgerFile),
    kill: () => tool.stop(),
    restart: async () => {
      ({ tool, origin } = await listen(Number(new URL(origin).port)));
      await behave(paths);
    },
  };
}

async function readLedger(file: string): Promise<Hit[]> {
  const hits: Hit[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    hits.push(hit.parse(JSON.parse(line)));
  }
  return hits;
}

/** Whether the receiver took it. */
export function isAccepted({ status }: Pick<Hit, "status">): boolean {
  return status >= 200 && status < 300;
}
