import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Agent, type Dispatcher, request } from "undici";
import { z } from "zod";

/** One event that the suite posted, and what it knows of its fate. */
export type Post = {
  number: number;
  tenantId: string;
  type: string;
  bodySha256: string;
  /** Posted with an Idempotency-Key, again and again until it was accepted. */
  isKeyed: boolean;
  startedAtMs: number;
  endedAtMs: number;
  outcome: PostOutcome;
};

type PostOutcome =
  | { kind: "accepted"; eventId: string; deliveries: number }
  /** Answered, but not with 202. */
  | { kind: "refused"; status: number }
  /** Sent and not answered: it may have been kept. */
  | { kind: "unknown"; reason: string };

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

/** `not_sent`: nobody listened, so the event certainly did not arrive. */
type Sent = PostOutcome | { kind: "not_sent" };

const accepted = z.object({ id: z.string(), deliveries: z.number() });

const POST_TIMEOUT_MS = 20_000;
const NEVER_CONNECTED = new Set(["ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"]);

type ToSend = { door: string; token: string; body: Buffer; key: string | null; agent: Dispatcher };

/** Posts one event to a door, once. */
async function sendPost({ door, token, body, key, agent }: ToSend): Promise<Sent> {
  try {
    const answer = await request(`${door}/api/v1/events`, {
      method: "POST",
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(key === null ? {} : { "idempotency-key": key }),
      },
      body,
      headersTimeout: POST_TIMEOUT_MS,
      bodyTimeout: POST_TIMEOUT_MS,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 202) return { kind: "refused", status: answer.statusCode };
    const { id, deliveries } = accepted.parse(JSON.parse(text));
    return { kind: "accepted", eventId: id, deliveries };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return NEVER_CONNECTED.has(code) ? { kind: "not_sent" } : { kind: "unknown", reason: code };
  }
}

const LINES = 1_000;
const BATCH_TIMEOUT_MS = 60_000;

const answer = z.object({ events: z.array(z.object({ id: z.string(), deliveries: z.number() })) });

type Backlog = { door: string; tenantId: string; token: string; type: string; count: number };

/** Posts many events in batches; throws where one of them is refused. */
export async function postBacklog({ count, ...to }: Backlog): Promise<Post[]> {
  const agent = new Agent({ connections: 1 });
  const posts: Post[] = [];
  for (let from = 0; from < count; from += LINES) {
    posts.push(...(await postBatch({ ...to, agent, from, to: Math.min(count, from + LINES) })));
  }
  await agent.close();
  return posts;
}

type Batch = Omit<Backlog, "count"> & { agent: Agent; from: number; to: number };

async function postBatch({ door, tenantId, token, type, agent, from, to }: Batch): Promise<Post[]> {
  const messages = Array.from({ length: to - from }, (_, at) => makeMessage(from + at, type, " "));
  const startedAtMs = Date.now();
  const { statusCode, body } = await request(`${door}/api/v1/events/batch`, {
    method: "POST",
    dispatcher: agent,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
    body: messages.map((message) => message.body.toString()).join("\n"),
    headersTimeout: BATCH_TIMEOUT_MS,
    bodyTimeout: BATCH_TIMEOUT_MS,
  });
  const text = await body.text();
  if (statusCode !== 202) throw new Error(`A batch was answered with ${statusCode}: ${text.slice(0, 300)}`);
  const endedAtMs = Date.now();
  return answer.parse(JSON.parse(text)).events.map(({ id, deliveries }, at) => ({
    number: from + at,
    tenantId,
    type,
    bodySha256: messages[at]?.sha256 ?? "",
    isKeyed: false,
    startedAtMs,
    endedAtMs,
    outcome: { kind: "accepted", eventId: id, deliveries },
  }));
}

/**
 * The body of the `number`th event: unlike any other, of many sizes, and hard to carry byte for byte. `gap` stands in
 * its middle; a line of a batch may have no line break there.
 */
function makeMessage(number: number, type: string, gap = "\n"): { body: Buffer; sha256: string } {
  const filling = "ünïcødé \\ud83d\\ude00 ".repeat((number * 7) % 120);
  const text = `{ "type":"${type}", "number": ${number}, "nonce":"${randomBytes(12).toString("hex")}",${gap} "big": 1e100000, "price": 1.10, "zero": -0,\t"text":"${filling}" }`;
  const body = Buffer.from(text);
  return { body, sha256: createHash("sha256").update(body).digest("hex") };
}
