import { z } from "zod";
import type { Tool } from "#harness/tool.ts";
import type { BareReceiver } from "./stage.ts";
import { BODY_BYTES } from "./subscribers.ts";
import type { World } from "./world.ts";

/** Programs that post to a door, and receivers that time what arrives. */
export type Traffic = { load: Tool; receiver: BareReceiver };

type Paced = { origin: string; path?: string; types: readonly string[]; perSecond: number; seconds: number };

/**
 * Posts at a steady pace and answers for each message the milliseconds from just before its post to its arrival at the
 * receiver, through whatever lies between.
 */
export async function timedTraffic({ load, receiver }: Traffic, world: World, paced: Paced): Promise<number[]> {
  const { path = "/api/v1/events", ...rest } = paced;
  await receiver.latencies();
  const order = { kind: "pace", path, token: world.token, bytes: BODY_BYTES, ...rest };
  const { accepted } = await load.ask(order, z.object({ accepted: z.number() }));
  const arrived: number[] = [];
  const giveUpAt = performance.now() + ARRIVES_WITHIN_MS;
  while (arrived.length < accepted) {
    if (performance.now() > giveUpAt) throw new Error(`Only ${arrived.length} of ${accepted} messages arrived.`);
    arrived.push(...(await receiver.latencies()));
  }
  return arrived;
}

const ARRIVES_WITHIN_MS = 60_000;
