import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";

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
export type Hit = z.infer<typeof hit>;

export function ledgerLine(entry: Hit): string {
  return `${JSON.stringify(entry)}\n`;
}

/** Every hit of a ledger, in the order they came. */
export async function readLedger(file: string): Promise<Hit[]> {
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
