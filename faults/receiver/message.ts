import { z } from "zod";
import { behaviour } from "./behaviour.ts";

/** What the suite tells a receiver: who listens where, how they behave, and by which secrets they verify. */
export const receiverOrder = z.object({
  kind: z.literal("paths"),
  paths: z.array(z.object({ path: z.string(), behaviour, secrets: z.array(z.string()) })),
});
export type ReceiverOrder = z.infer<typeof receiverOrder>;

/** What a receiver tells the suite. */
export const receiverNews = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("listening"), port: z.number() }),
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("hit"), path: z.string(), delivery: z.string(), at: z.number() }),
]);
export type ReceiverNews = z.infer<typeof receiverNews>;
