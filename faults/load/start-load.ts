import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Agent } from "undici";
import { makeMessage } from "./message.ts";
import type { Post } from "./post.ts";
import { type Sent, sendPost } from "./send-post.ts";

export type LoadOptions = {
  events: number;
  perSecond: number;
  /** Of the events, those that are posted with an Idempotency-Key, and repeated until they are accepted. */
  keyedShare: number;
  /** The doors that a load balancer would pick from, asked for before each request. */
  doors: () => readonly string[];
  /** Whose event the `number`th is, and of what type. */
  address: (number: number) => { tenantId: string; token: string; type: string };
  /** A connection for each request, as through a balancer that does not reuse them. */
  isConnectionFresh?: boolean;
};

export type Load = {
  posts: readonly Post[];
  /** How many posts have their outcome. */
  settled: () => number;
  /** Resolves when this many posts have their outcome. */
  reached: (count: number) => Promise<void>;
  done: Promise<void>;
};

const REPEAT_AFTER_MS = 100;
/** Longer than any fault keeps the doors shut, also where each new door falls to the event that is tried again first. */
const GIVE_UP_AFTER_MS = 300_000;
const OPEN_MAX = 64;

/** Posts events at a steady pace until all have an outcome. */
export function startLoad(options: LoadOptions): Load {
  const posts: Post[] = [];
  const agent = new Agent({ connections: OPEN_MAX, pipelining: options.isConnectionFresh ? 0 : 1 });
  const waiting = new Set<{ count: number; resolve: () => void }>();
  const settle = (post: Post) => {
    posts.push(post);
    for (const one of waiting) if (posts.length >= one.count) one.resolve();
  };
  const reached = (count: number) =>
    posts.length >= count ? Promise.resolve() : new Promise<void>((resolve) => void waiting.add({ count, resolve }));
  return { posts, settled: () => posts.length, reached, done: postAll(options, agent, settle) };
}

async function postAll(options: LoadOptions, agent: Agent, settle: (post: Post) => void): Promise<void> {
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let number = 0; number < options.events; number++) {
    const dueInMs = startedAt + (number * 1000) / options.perSecond - performance.now();
    if (dueInMs > 1) await delay(dueInMs);
    if (open.size >= OPEN_MAX) await Promise.race(open);
    const one: Promise<void> = postUntilSettled(number, options, agent).then((post) => {
      settle(post);
      open.delete(one);
    });
    open.add(one);
  }
  await Promise.all(open);
  await agent.close();
}

async function postUntilSettled(number: number, options: LoadOptions, agent: Agent): Promise<Post> {
  const { tenantId, token, type } = options.address(number);
  const { body, sha256 } = makeMessage(number, type);
  const isKeyed = (number * 0.618) % 1 < options.keyedShare;
  const key = isKeyed ? randomUUID() : null;
  const startedAtMs = Date.now();
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  for (let turn = number; ; turn++) {
    const doors = options.doors();
    const door = doors[turn % Math.max(1, doors.length)];
    const sent: Sent = door ? await sendPost({ door, token, body, key, agent }) : { kind: "not_sent" };
    const isLate = performance.now() > giveUpAt;
    if (sent.kind === "not_sent" && isLate) throw new Error(`Event ${number} found no open door in time.`);
    if (sent.kind !== "not_sent" && (isLate || !isWorthRepeating(sent, isKeyed))) {
      return { number, tenantId, type, bodySha256: sha256, isKeyed, startedAtMs, endedAtMs: Date.now(), outcome: sent };
    }
    await delay(REPEAT_AFTER_MS);
  }
}

/** Only a key makes it safe to repeat what may have been kept. */
function isWorthRepeating(sent: Exclude<Sent, { kind: "not_sent" }>, isKeyed: boolean): boolean {
  if (sent.kind === "accepted") return false;
  return isKeyed && (sent.kind === "unknown" || sent.status === 409 || sent.status >= 500);
}
