import { createHash, randomBytes } from "node:crypto";
import { verify } from "@node-rs/bcrypt";
import { LRUCache } from "lru-cache";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { rateLimited, takePoint } from "#domain/rate-limit.ts";
import { secretLast4 } from "#domain/secret/signature.ts";
import { namedDeliveryId, type RequestHeaders, type SourceKind, type TokenHash } from "./source-kind.ts";

/** The secret itself, which is the whole proof: what the body is, it does not say. */
export const token: SourceKind = {
  toleranceSeconds: null,
  readProof: async (headers, { id, secrets }) => {
    const offered = readToken(headers);
    if (typeof offered === "string") return offered;
    const hashes = secrets.filter((secret) => secret.bcryptHash !== null);
    return (await isTokenOf(id, offered.token, hashes)) ? { check: () => true } : "wrong_proof";
  },
  eventType: () => null,
  deliveryId: namedDeliveryId,
  // The prefix is for scanners of leaked secrets; the whole is below bcrypt's 72 bytes.
  makeSecret: () => TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString("base64url"),
  isHashed: true,
};

const TOKEN_PREFIX = "phs_";
const TOKEN_BYTES = 32;
/** A token as it is made above; anything else is none, and costs nothing to refuse. */
const TOKEN_FORM = /^phs_[A-Za-z0-9_-]{43}$/;

/** The token that a request offers, as `Authorization: Bearer …` or as `X-Webhook-Secret`: in one of them, and once. */
function readToken(headers: RequestHeaders): { token: string } | "missing_proof" | "malformed_proof" {
  const authorization = headers.get("authorization");
  const plain = headers.get("x-webhook-secret");
  if (!authorization && !plain) return "missing_proof";
  if (authorization !== null && plain !== null) return "malformed_proof";
  const offered = plain ?? /^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return TOKEN_FORM.test(offered) ? { token: offered } : "malformed_proof";
}

/** Slow comparisons at one source per window: enough for every sender to be known, few enough to leave room for others. */
export const COMPARISONS_PER_WINDOW = 10;
export const WINDOW_SECONDS = 10;
/** Of all sources together one at a time, some 20 a second: however many guess, they keep one core busy at the most. */
const WAITING_MAX = 20;

/**
 * Whether a token is one of a source's. One that was found right before, and is still among `hashes`, costs a digest;
 * any other costs one bcrypt, and not even that where too many came: then it throws `rate_limited`.
 */
export async function isTokenOf(sourceId: string, token: string, hashes: readonly TokenHash[]): Promise<boolean> {
  // Its own characters say which of the hashes it must fit; where they fit none it is compared all the same.
  const candidate = hashes.find(({ last4 }) => last4 === secretLast4(token)) ?? hashes[0];
  if (candidate === undefined) return false;
  const key = `${candidate.id}:${createHash("sha256").update(token).digest("base64url")}`;
  return (await verified.fetch(key, { context: { sourceId, token, candidate } })) === true;
}

type Comparison = { sourceId: string; token: string; candidate: TokenHash };

// Those that come while a token is being compared wait for that one answer. What is wrong is not kept. The key names the
// secret's row, so a rotation, a deactivation or a deletion makes what is kept here unreachable.
const verified = new LRUCache<string, true, Comparison>({
  max: 10_000,
  fetchMethod: async (_key, _stale, { context }) => ((await compare(context)) ? true : undefined),
});
const limiter = new RateLimiterMemory({ points: COMPARISONS_PER_WINDOW, duration: WINDOW_SECONDS });

async function compare({ sourceId, token, candidate }: Comparison): Promise<boolean> {
  await takePoint(limiter, sourceId, tooMany);
  await takePlace();
  try {
    const isRight = await verify(token, candidate.bcryptHash);
    if (isRight) await limiter.reward(sourceId, 1);
    return isRight;
  } finally {
    leavePlace();
  }
}

let isRunning = false;
const waiting: (() => void)[] = [];

async function takePlace(): Promise<void> {
  if (waiting.length >= WAITING_MAX) throw rateLimited(1000, tooMany);
  // The place is handed over by who leaves it.
  if (isRunning) await new Promise<void>((resolve) => waiting.push(resolve));
  isRunning = true;
}

function leavePlace(): void {
  const next = waiting.shift();
  if (next) next();
  else isRunning = false;
}

function tooMany(retryAfterSeconds: number): string {
  return `Too many requests that were not proven. Go on in ${retryAfterSeconds} s.`;
}
