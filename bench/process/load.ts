import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { z } from "zod";
import { answerOrders } from "#harness/answer-orders.ts";
import { stampedMessage } from "#harness/stamp.ts";

const sender = z.discriminatedUnion("kind", [
  /** A program with its key, or with none; the types take turns. */
  z.object({ kind: z.literal("program"), path: z.string(), token: z.string().nullable(), types: z.array(z.string()) }),
  /** GitHub, as far as a source can tell. The targets take turns; `isForged`: signed by the wrong secret. */
  z.object({
    kind: z.literal("provider"),
    targets: z.array(z.object({ path: z.string(), secret: z.string() })).min(1),
    isForged: z.boolean().default(false),
  }),
]);

const common = { origin: z.string(), sender, bytes: z.number(), seconds: z.number() };
const order = z.union([
  /** As fast as so many connections that each wait for their answer allow. */
  z.object({ ...common, connections: z.number() }),
  /** So many a second, however long answers take. */
  z.object({ ...common, perSecond: z.number() }),
]);

type Sender = z.output<typeof sender>;
type Request = { path: string; headers: Record<string, string>; body: Buffer };
/** Sends the next request; answers how many ms it waited for its answer. */
type Post = () => Promise<number>;

const TICK_MS = 2;
const PACED_CONNECTIONS = 64;
/** Signing is the provider's work and not the door's: bodies are signed before the clock starts, and then sent in turn. */
const BODIES = 256;

/** A load generator; answers how many requests were taken in what time, and at a pace how long each waited. */
answerOrders(order, async (given) => {
  const isFlood = "connections" in given;
  const pool = new Pool(given.origin, { connections: isFlood ? given.connections : PACED_CONNECTIONS });
  const next = requestsOf(given.sender, given.bytes);
  const statuses = expectedOf(given.sender);
  const post = () => send(pool, next(), statuses);
  const startedAt = performance.now();
  const { accepted, waitedMs } = isFlood ? await flood(post, given) : await pace(post, given);
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return { accepted, seconds, waitedMs };
});

/** Each request of a provider has an id of its own, also from order to order. */
let deliveries = 0;

function requestsOf(sender: Sender, bytes: number): () => Request {
  const type = { "content-type": "application/json" };
  if (sender.kind === "program") {
    const { path, token, types } = sender;
    const headers = token === null ? type : { ...type, authorization: `Bearer ${token}` };
    let turn = 0;
    return () => ({ path, headers, body: stampedMessage({ type: inTurn(types, turn++), bytes }) });
  }
  const signed = Array.from({ length: BODIES }, (_, at) => {
    const { path, secret } = inTurn(sender.targets, at);
    const body = stampedMessage({ type: "push", bytes });
    const mac = createHmac("sha256", sender.isForged ? `not ${secret}` : secret).update(body);
    const headers = { ...type, "x-github-event": "push", "x-hub-signature-256": `sha256=${mac.digest("hex")}` };
    return { path, headers, body };
  });
  return () => {
    deliveries += 1;
    const { headers, ...request } = inTurn(signed, deliveries);
    return { ...request, headers: { ...headers, "x-github-delivery": `${process.pid}-${deliveries}` } };
  };
}

function inTurn<T>(items: readonly T[], turn: number): T {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error("There is nothing to take turns.");
  return item;
}

function expectedOf(sender: Sender): readonly number[] {
  if (sender.kind === "program") return [200, 202];
  return sender.isForged ? [401, 429] : [202];
}

async function send(pool: Pool, { path, headers, body }: Request, statuses: readonly number[]): Promise<number> {
  const startedAt = performance.now();
  const { statusCode, body: answer } = await pool.request({ method: "POST", path, headers, body });
  await answer.dump();
  if (!statuses.includes(statusCode)) throw new Error(`${path} answered ${statusCode}, not ${statuses.join(" or ")}.`);
  return performance.now() - startedAt;
}

type Sent = { accepted: number; waitedMs: number[] };

async function flood(post: Post, { seconds, connections }: { seconds: number; connections: number }): Promise<Sent> {
  const endAt = performance.now() + seconds * 1000;
  let accepted = 0;
  const loop = async () => {
    while (performance.now() < endAt) {
      await post();
      accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return { accepted, waitedMs: [] };
}

async function pace(post: Post, { seconds, perSecond }: { seconds: number; perSecond: number }): Promise<Sent> {
  const startedAt = performance.now();
  const count = perSecond * seconds;
  const posts: Promise<number>[] = [];
  while (posts.length < count) {
    const due = Math.min(count, ((performance.now() - startedAt) * perSecond) / 1000);
    while (posts.length < due) posts.push(post());
    await delay(TICK_MS);
  }
  return { accepted: count, waitedMs: await Promise.all(posts) };
}
