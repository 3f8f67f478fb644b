import { z } from "zod";
import type { Tool } from "#harness/tool.ts";
import type { BareReceiver, Stage } from "./stage.ts";
import { BODY_BYTES, type World } from "./world.ts";

/** Programs that post to a door, and receivers that time what arrives. */
export type Traffic = { load: Tool; receiver: BareReceiver };

/** Who posts, as bench/process/load.ts plays it: a program with its key, or GitHub with the secrets of sources. */
export type Sender =
  | { kind: "program"; path: string; token: string | null; types: readonly string[] }
  | { kind: "provider"; targets: readonly Target[]; isForged?: boolean };
export type Target = { path: string; secret: string };

/** Enough that the door is never idle. */
const CONNECTIONS = 128;

export function startLoad(stage: Stage): Tool {
  return stage.startTool("bench/process/load.ts");
}

/** Posts as fast as the door answers; answers how many it took a second. */
export async function flood(load: Tool, to: { origin: string; sender: Sender; seconds: number }): Promise<number> {
  const answer = z.object({ accepted: z.number(), seconds: z.number() });
  const { accepted, seconds } = await load.ask({ bytes: BODY_BYTES, connections: CONNECTIONS, ...to }, answer);
  return accepted / seconds;
}

type Pace = { origin: string; sender: Sender; perSecond: number; seconds: number };

/** Posts at a steady pace; answers the milliseconds that each post waited for its answer. */
export async function pace(load: Tool, to: Pace): Promise<number[]> {
  return (await load.ask({ bytes: BODY_BYTES, ...to }, z.object({ waitedMs: z.array(z.number()) }))).waitedMs;
}

type Paced = { origin: string; path?: string; types: readonly string[]; perSecond: number; seconds: number };

/**
 * Posts at a steady pace and answers for each message the milliseconds from just before its post to its arrival at the
 * receiver, through whatever lies between.
 */
export async function timedTraffic({ load, receiver }: Traffic, world: World, paced: Paced): Promise<number[]> {
  const { path = "/api/v1/events", types, ...rest } = paced;
  await receiver.latencies();
  const { length: accepted } = await pace(load, {
    sender: { kind: "program", path, token: world.token, types },
    ...rest,
  });
  const arrived: number[] = [];
  const giveUpAt = performance.now() + ARRIVES_WITHIN_MS;
  while (arrived.length < accepted) {
    if (performance.now() > giveUpAt) throw new Error(`Only ${arrived.length} of ${accepted} messages arrived.`);
    arrived.push(...(await receiver.latencies()));
  }
  return arrived;
}

const ARRIVES_WITHIN_MS = 60_000;
