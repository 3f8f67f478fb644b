import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { z } from "zod";
import { answerOrders } from "#harness/answer-orders.ts";
import { stampedMessage } from "#harness/stamp.ts";

const target = { origin: z.string(), path: z.string(), token: z.string().nullable(), bytes: z.number() };

const order = z.discriminatedUnion("kind", [
  /** As fast as `connections` that each wait for their answer allow. */
  z.object({ kind: z.literal("flood"), ...target, type: z.string(), seconds: z.number(), connections: z.number() }),
  /** So many a second, however long answers take; the types take turns. */
  z.object({
    kind: z.literal("pace"),
    ...target,
    types: z.array(z.string()),
    seconds: z.number(),
    perSecond: z.number(),
  }),
]);

type Order = z.output<typeof order>;

const TICK_MS = 2;
const PACED_CONNECTIONS = 64;

/** A load generator; answers how many messages were accepted, and in what time. */
answerOrders(order, async (given) => {
  const pool = new Pool(given.origin, { connections: given.kind === "flood" ? given.connections : PACED_CONNECTIONS });
  const startedAt = performance.now();
  const accepted = given.kind === "flood" ? await flood(pool, given) : await pace(pool, given);
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return { accepted, seconds };
});

async function flood(pool: Pool, given: Extract<Order, { kind: "flood" }>): Promise<number> {
  const endAt = performance.now() + given.seconds * 1000;
  let accepted = 0;
  const loop = async () => {
    while (performance.now() < endAt) {
      await post(pool, given, given.type);
      accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: given.connections }, loop));
  return accepted;
}

async function pace(pool: Pool, given: Extract<Order, { kind: "pace" }>): Promise<number> {
  const startedAt = performance.now();
  const count = given.perSecond * given.seconds;
  const posts: Promise<void>[] = [];
  while (posts.length < count) {
    const due = Math.min(count, ((performance.now() - startedAt) * given.perSecond) / 1000);
    while (posts.length < due) posts.push(post(pool, given, given.types[posts.length % given.types.length] ?? ""));
    await delay(TICK_MS);
  }
  await Promise.all(posts);
  return count;
}

async function post(pool: Pool, { path, token, bytes }: Pick<Order, "path" | "token" | "bytes">, type: string) {
  const answer = await pool.request({
    method: "POST",
    path,
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: stampedMessage({ type, bytes }),
  });
  await answer.body.dump();
  if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}.`);
}
