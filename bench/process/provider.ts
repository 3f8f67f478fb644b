import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { z } from "zod";
import { answerOrders } from "#harness/answer-orders.ts";
import { stampedMessage } from "#harness/stamp.ts";

const common = {
  origin: z.string(),
  /** Where to, and by which secret; they take turns. */
  targets: z.array(z.object({ path: z.string(), secret: z.string() })).min(1),
  bytes: z.number(),
  seconds: z.number(),
};

const order = z.discriminatedUnion("kind", [
  /** As fast as `connections` that each wait for their answer allow; answers how many were taken in what time. */
  z.object({ kind: z.literal("flood"), ...common, connections: z.number() }),
  /** So many a second; answers how many ms each waited for its answer. `isForged`: by the wrong secret. */
  z.object({ kind: z.literal("pace"), ...common, perSecond: z.number(), isForged: z.boolean() }),
]);

type Order = z.output<typeof order>;
type Request = { path: string; body: Buffer; signature: string };

const TICK_MS = 2;
const PACED_CONNECTIONS = 64;
/** Signing is the provider's work and not the door's: bodies are signed before the clock starts, and then sent in turn. */
const BODIES = 256;

let delivery = 0;

/** GitHub, as far as a source can tell: signed requests, each with an id of its own. */
answerOrders(order, async (given) => {
  const requests = signedRequests(given);
  const connections = given.kind === "flood" ? given.connections : PACED_CONNECTIONS;
  const pool = new Pool(given.origin, { connections });
  const answer = given.kind === "flood" ? await flood(pool, given, requests) : await pace(pool, given, requests);
  await pool.close();
  return answer;
});

function signedRequests({ targets, bytes, ...given }: Order): Request[] {
  const isForged = given.kind === "pace" && given.isForged;
  return Array.from({ length: BODIES }, (_, at) => {
    const { path, secret } = targets[at % targets.length] ?? { path: "", secret: "" };
    const body = stampedMessage({ type: "push", bytes });
    const mac = createHmac("sha256", isForged ? `not ${secret}` : secret).update(body);
    return { path, body, signature: `sha256=${mac.digest("hex")}` };
  });
}

async function flood(pool: Pool, { seconds, connections }: Extract<Order, { kind: "flood" }>, requests: Request[]) {
  const startedAt = performance.now();
  let accepted = 0;
  const loop = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      const status = await post(pool, requests);
      if (status !== 202) throw new Error(`A signed request was answered ${status}.`);
      accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return { accepted, seconds: (performance.now() - startedAt) / 1000 };
}

async function pace(
  pool: Pool,
  { seconds, perSecond, isForged }: Extract<Order, { kind: "pace" }>,
  requests: Request[],
) {
  const startedAt = performance.now();
  const count = perSecond * seconds;
  const posts: Promise<number>[] = [];
  while (posts.length < count) {
    const due = Math.min(count, ((performance.now() - startedAt) * perSecond) / 1000);
    while (posts.length < due) posts.push(timed(pool, requests, isForged ? [401, 429] : [202]));
    await delay(TICK_MS);
  }
  return { waitedMs: await Promise.all(posts) };
}

async function timed(pool: Pool, requests: Request[], statuses: readonly number[]): Promise<number> {
  const startedAt = performance.now();
  const status = await post(pool, requests);
  if (!statuses.includes(status)) throw new Error(`A request was answered ${status}, not ${statuses.join(" or ")}.`);
  return performance.now() - startedAt;
}

async function post(pool: Pool, requests: Request[]): Promise<number> {
  delivery += 1;
  const { path, body, signature } = requests[delivery % requests.length] ?? { path: "/", body: "", signature: "" };
  const answer = await pool.request({
    method: "POST",
    path,
    headers: {
      "content-type": "application/json",
      "x-github-event": "push",
      "x-github-delivery": `${process.pid}-${delivery}`,
      "x-hub-signature-256": signature,
    },
    body,
  });
  await answer.body.dump();
  return answer.statusCode;
}
