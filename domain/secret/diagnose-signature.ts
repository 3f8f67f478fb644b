import { verifySignature } from "./signature.ts";

/** A secret that may have signed: whose it is, whether it still signs, and by what it may be named. */
export type KnownSecret = {
  secret: string;
  last4: string;
  /** Null: the endpoint asked about. */
  owner: { id: string; name: string } | null;
  /** When it stopped signing; null while it signs. */
  endedAt: Date | null;
};

export type SeenMessage = {
  headers: SeenHeaders;
  body: Buffer;
  /** The receiver's clock when it checked, in unix seconds; null where nobody knows. */
  checkedAtSeconds: number | null;
  /** The last characters of the secret that the receiver checks with; null where nobody says. */
  receiverLast4: string | null;
};

/** The one cause to look at first. */
export type SignatureCause =
  | { cause: "header_missing"; names: string[] }
  | { cause: "timestamp_malformed"; isMilliseconds: boolean }
  | { cause: "genuine" }
  | { cause: "clock"; aheadSeconds: number }
  | { cause: "receiver_secret"; matches: KnownSecret | null }
  | { cause: "version_missing" }
  | { cause: "secret_ended"; secret: KnownSecret }
  | { cause: "other_endpoint"; secret: KnownSecret }
  | { cause: "body_changed"; difference: BodyDifference }
  | { cause: "message_unknown" }
  | { cause: "wrong_secret" };

/**
 * Why a receiver refused a message, as far as its headers and body tell. `secrets` are those that may have signed, this
 * endpoint's first; `sentBody` is what was sent under that id, null where that is not known or no longer kept.
 */
export function diagnoseSignature(
  message: SeenMessage,
  {
    secrets,
    sentBody,
    isKnownEvent,
  }: { secrets: readonly KnownSecret[]; sentBody: Buffer | null; isKnownEvent: boolean },
): SignatureCause {
  const { id, timestamp, signature } = message.headers;
  if (!id || !timestamp || !signature) return { cause: "header_missing", names: missingNames(message.headers) };
  if (!/^\d{1,12}$/.test(timestamp)) {
    return { cause: "timestamp_malformed", isMilliseconds: /^\d{13}$/.test(timestamp) };
  }
  const body = asSent(message.body, sentBody);
  const signed = (offered: string, bytes: Buffer) =>
    secrets.find((one) => hasSigned(one, { id, timestamp, offered, bytes }));
  const signer = signed(signature, body);
  if (signer) return causeOfSigner(signer, message, secrets);
  const repaired = withVersion(signature);
  if (repaired !== signature && (signed(repaired, body) || (sentBody && signed(repaired, sentBody)))) {
    return { cause: "version_missing" };
  }
  const difference = sentBody && signed(signature, sentBody) ? compareBodies(sentBody, body) : null;
  if (difference) return { cause: "body_changed", difference };
  return isKnownEvent ? { cause: "wrong_secret" } : { cause: "message_unknown" };
}

/** The signature fits: then it is an old or another's secret, or the message is genuine and the check is at fault. */
function causeOfSigner(signer: KnownSecret, message: SeenMessage, secrets: readonly KnownSecret[]): SignatureCause {
  if (signer.owner !== null) return { cause: "other_endpoint", secret: signer };
  if (signer.endedAt !== null) return { cause: "secret_ended", secret: signer };
  const named = secrets.filter(({ last4 }) => last4 === message.receiverLast4);
  if (message.receiverLast4 !== null && !named.some(({ owner, endedAt }) => owner === null && endedAt === null)) {
    return { cause: "receiver_secret", matches: named[0] ?? null };
  }
  const signedAtSeconds = Number(message.headers.timestamp);
  const aheadSeconds = (message.checkedAtSeconds ?? signedAtSeconds) - signedAtSeconds;
  return Math.abs(aheadSeconds) > TOLERANCE_SECONDS ? { cause: "clock", aheadSeconds } : { cause: "genuine" };
}

/** What Standard Webhooks suggests, and all libraries do. */
const TOLERANCE_SECONDS = 300;

type Offer = { id: string; timestamp: string; offered: string; bytes: Buffer };

function hasSigned({ secret }: KnownSecret, { id, timestamp, offered, bytes }: Offer): boolean {
  const headers = { id, timestamp, signature: offered };
  return verifySignature({ headers, body: bytes, secrets: [secret], nowSeconds: Number(timestamp) }).ok;
}

/** Text fields turn CR LF into LF: what differs by that alone is taken for what was sent. */
function asSent(seen: Buffer, sent: Buffer | null): Buffer {
  if (sent === null || seen.equals(sent)) return seen;
  return sent.toString().replaceAll("\r\n", "\n") === seen.toString() ? sent : seen;
}

/** Signatures that lost their `v1,`, or stand in hex, as they would be right. */
function withVersion(signature: string): string {
  return signature
    .split(" ")
    .map((one) =>
      one.includes(",") ? one : `v1,${/^[0-9a-f]{64}$/i.test(one) ? Buffer.from(one, "hex").toString("base64") : one}`,
    )
    .join(" ");
}

function missingNames({ id, timestamp, signature }: SeenHeaders): string[] {
  const named = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  return Object.entries(named).flatMap(([name, value]) => (value ? [] : [name]));
}

/** How a body that arrived differs from the one that was sent, and where the first byte does. */
type BodyDifference = {
  kind: "final_line_break" | "white_space" | "json_rewritten" | "cut" | "other";
  /** The first byte that differs, counted from 0. */
  firstDifferenceAt: number;
  sentBytes: number;
  seenBytes: number;
};

/** Null where both are the same bytes; else the likeliest reason first. */
export function compareBodies(sent: Buffer, seen: Buffer): BodyDifference | null {
  if (sent.equals(seen)) return null;
  const at = sent.findIndex((byte, index) => byte !== seen[index]);
  const firstDifferenceAt = at === -1 ? sent.length : at;
  return { kind: kindOf(sent, seen), firstDifferenceAt, sentBytes: sent.length, seenBytes: seen.length };
}

function kindOf(sent: Buffer, seen: Buffer): BodyDifference["kind"] {
  const [before, after] = [sent.toString(), seen.toString()];
  if (before.trimEnd() === after.trimEnd()) return "final_line_break";
  if (seen.length < sent.length && sent.subarray(0, seen.length).equals(seen)) return "cut";
  if (before.replace(/\s/g, "") === after.replace(/\s/g, "")) return "white_space";
  return canonicalJson(before) === canonicalJson(after) ? "json_rewritten" : "other";
}

/** The text itself where it is no JSON, so that two such texts are never taken for equal. */
function canonicalJson(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    // Not JSON is an answer here, not a fault.
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, held]) => [key, sorted(held)]),
  );
}

/** The three headers of Standard Webhooks as a receiver saw them; undefined where one is not among what was pasted. */
type SeenHeaders = { id: string | undefined; timestamp: string | undefined; signature: string | undefined };

/**
 * Finds them in pasted text: header lines, a log's `"name": "value"`, curl's `> name: value`, or environment variables
 * such as `HTTP_WEBHOOK_ID=…`. The first of each counts.
 */
export function readSeenHeaders(text: string): SeenHeaders {
  const seen = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(PAIR)) {
    const plain = name.toLowerCase().replaceAll("_", "-");
    if (!seen.has(plain)) seen.set(plain, value.trim());
  }
  return {
    id: seen.get("webhook-id"),
    timestamp: seen.get("webhook-timestamp"),
    signature: seen.get("webhook-signature"),
  };
}

// Name, then quotes, separators and brackets as logs write them, then a value that holds none of what ends it.
const PAIR = /(webhook[-_](?:id|timestamp|signature))["']?\s*(?:=>|[:=,])\s*\[?["']?([^"'\r\n\]]+)/gi;
