import {
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes as systemRandomBytes,
  timingSafeEqual,
} from "node:crypto";
import { LRUCache } from "lru-cache";

// Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`, written `v1,<base64>`.
const SECRET_PREFIX = "whsec_";
const SECRET_BYTES = 32;
const VERSION = "v1,";
const TOLERANCE_SECONDS = 300;

/** More signatures than any rotation leaves behind; what comes after is not looked at. */
const SIGNATURES_MAX = 32;

const KEYS_MAX = 2_000;
const keys = new LRUCache<string, KeyObject>({ max: KEYS_MAX });

export type SignedMessage = {
  /** `webhook-id`: the event's id, the same on every attempt. */
  id: string;
  /** Unix seconds of this attempt. */
  timestamp: number;
  body: Uint8Array;
  /** `whsec_…`, newest first. */
  secrets: readonly string[];
};

/** The value of `webhook-signature`: one signature per secret, in their order, separated by spaces. */
export function signMessage({ id, timestamp, body, secrets }: SignedMessage): string {
  return secrets.map((secret) => sign({ id, timestamp: String(timestamp), body, secret })).join(" ");
}

export type SignatureRefusal =
  | "missing_header"
  | "malformed_timestamp"
  | "timestamp_too_old"
  | "timestamp_too_new"
  | "no_matching_signature";

export type SignatureVerdict = { ok: true } | { ok: false; reason: SignatureRefusal };

type ReceivedMessage = {
  /** The values of `webhook-id`, `webhook-timestamp` and `webhook-signature`, where they were sent. */
  headers: { id: string | undefined; timestamp: string | undefined; signature: string | undefined };
  body: Uint8Array;
  /** Any of them may have signed. */
  secrets: readonly string[];
  nowSeconds: number;
  toleranceSeconds?: number;
};

/** Judges a signed message by one of several secrets, without telling by its time how far a guess was right. */
export function verifySignature(message: ReceivedMessage): SignatureVerdict {
  const { headers, body, secrets, nowSeconds, toleranceSeconds = TOLERANCE_SECONDS } = message;
  const { id, timestamp, signature } = headers;
  if (!id || !timestamp || !signature) return { ok: false, reason: "missing_header" };
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: "malformed_timestamp" };
  if (nowSeconds - Number(timestamp) > toleranceSeconds) return { ok: false, reason: "timestamp_too_old" };
  if (Number(timestamp) - nowSeconds > toleranceSeconds) return { ok: false, reason: "timestamp_too_new" };
  const expected = secrets.map((secret) => Buffer.from(sign({ id, timestamp, body, secret })));
  const offered = signature.split(" ", SIGNATURES_MAX).map((one) => Buffer.from(one));
  return anyEqual(expected, offered) ? { ok: true } : { ok: false, reason: "no_matching_signature" };
}

/** A new signing secret; `randomBytes` gives that many random bytes. */
export function generateSigningSecret(randomBytes: (size: number) => Uint8Array = systemRandomBytes): string {
  return SECRET_PREFIX + Buffer.from(randomBytes(SECRET_BYTES)).toString("base64");
}

/** What may be shown of a secret later: its last four characters before any `=`. */
export function secretLast4(secret: string): string {
  return secret.replace(/=+$/, "").slice(-4);
}

type OneSignature = { id: string; timestamp: string; body: Uint8Array; secret: string };

function sign({ id, timestamp, body, secret }: OneSignature): string {
  const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(body);
  return VERSION + mac.digest("base64");
}

// Making a key object takes five times as long as signing with it; an endpoint's secret signs again and again.
function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(decodeSecret(secret));
  keys.set(secret, key);
  return key;
}

function decodeSecret(secret: string): Buffer {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
  const key = Buffer.from(encoded, "base64");
  if (key.length === 0) throw new Error("A signing secret is empty or not base64.");
  return key;
}

// Every pair is compared to its end; only lengths, which are no secret, cut a comparison short.
function anyEqual(expected: readonly Buffer[], offered: readonly Buffer[]): boolean {
  let isEqual = false;
  for (const one of expected) {
    for (const other of offered) if (one.length === other.length && timingSafeEqual(one, other)) isEqual = true;
  }
  return isEqual;
}
