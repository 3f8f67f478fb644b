import { createHash } from "node:crypto";
import { z } from "zod";

const delayMs = z.tuple([z.number(), z.number()]).describe("At least and at most, in milliseconds");

/** How a receiver answers on one path. */
export const behaviour = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("accepts"), delayMs }),
  z.object({
    kind: z.literal("stumbles"),
    delayMs,
    share: z.number().describe("Of the deliveries, those whose first attempt fails"),
  }),
  z.object({ kind: z.literal("refuses"), delayMs }),
  z.object({ kind: z.literal("leaves"), delayMs, after: z.number().describe("Hits until it says 410 Gone") }),
]);
export type Behaviour = z.infer<typeof behaviour>;

export type Asked = { delivery: string; attempt: number; count: number };

/** The status a receiver answers with; `count` is how many hits its path has had, this one included. */
export function statusFor(behaviour: Behaviour, { delivery, attempt, count }: Asked): number {
  switch (behaviour.kind) {
    case "accepts":
      return 200;
    case "stumbles":
      return attempt === 1 && fraction(delivery) < behaviour.share ? 503 : 200;
    case "refuses":
      return 500;
    case "leaves":
      return count > behaviour.after ? 410 : 200;
  }
}

export function delayOf({ delayMs: [least, most] }: Behaviour, random: () => number): number {
  return least + (most - least) * random();
}

/** The same number between 0 and 1 for the same delivery, in every process. */
function fraction(delivery: string): number {
  return createHash("sha256").update(delivery).digest().readUInt32BE(0) / 2 ** 32;
}
