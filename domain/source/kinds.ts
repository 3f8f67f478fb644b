import { createHash } from "node:crypto";
import { EVENT_TYPE_NAME } from "#domain/event-type/rule/name.ts";
import { github } from "./providers/github.ts";
import { hmac } from "./providers/hmac.ts";
import { shopify } from "./providers/shopify.ts";
import { slack } from "./providers/slack.ts";
import {
  fieldOf,
  type ProofRefusal,
  type ProofSource,
  type ProvenRequest,
  type RequestHeaders,
  type SourceKind,
} from "./providers/source-kind.ts";
import { standardWebhooks } from "./providers/standard-webhooks.ts";
import { stripe } from "./providers/stripe.ts";
import { token } from "./providers/token.ts";
import { FALLBACK_EVENT_TYPE, type VerificationKind } from "./words.ts";

/** The rules of every kind of source. */
export const SOURCE_KINDS: Record<VerificationKind, SourceKind> = {
  token,
  standard_webhooks: standardWebhooks,
  github,
  stripe,
  shopify,
  slack,
  hmac,
};

type OfKind = { kind: VerificationKind };

/** Reads the proof that a request's headers offer: answers how to check its body, or why there is nothing to check. */
export async function readProof(
  source: ProofSource & OfKind,
  headers: RequestHeaders,
  nowSeconds: number,
): Promise<((body: Uint8Array) => boolean) | ProofRefusal> {
  const proof = await readTimedProof(SOURCE_KINDS[source.kind], { source, headers, nowSeconds });
  if (typeof proof === "string") return proof;
  const secrets = source.secrets.flatMap(({ text }) => (text === null ? [] : [text]));
  return (body) => proof.check(body, secrets);
}

type Offered = { source: ProofSource; headers: RequestHeaders; nowSeconds: number };

async function readTimedProof(kind: SourceKind, { source, headers, nowSeconds }: Offered) {
  if (kind.toleranceSeconds === null) return kind.readProof(headers, source);
  const proof = await kind.readProof(headers, source);
  if (typeof proof === "string") return proof;
  return timestampFault(proof.signedAt, { nowSeconds, toleranceSeconds: kind.toleranceSeconds }) ?? proof;
}

/** What is wrong with a timestamp in unix seconds, or null. */
function timestampFault(
  text: string,
  { nowSeconds, toleranceSeconds }: { nowSeconds: number; toleranceSeconds: number },
): ProofRefusal | null {
  if (!/^\d{1,12}$/.test(text)) return "malformed_timestamp";
  if (nowSeconds - Number(text) > toleranceSeconds) return "timestamp_too_old";
  if (Number(text) - nowSeconds > toleranceSeconds) return "timestamp_too_new";
  return null;
}

/** The type of the event that a request becomes: by its provider's own words, else the body's `type`, else the source's. */
export function eventTypeOf(request: ProvenRequest & OfKind, defaultEventType: string | null): string {
  const words = SOURCE_KINDS[request.kind].eventType(request) ?? [fieldOf(request.facts, "type")];
  return toEventType(words) ?? defaultEventType ?? FALLBACK_EVENT_TYPE;
}

/** Words joined by dots. What no event type may hold becomes `_`, so that `pull-request` is `pull_request`. */
function toEventType(words: readonly unknown[]): string | null {
  const type = words
    .filter((word) => typeof word === "string")
    .flatMap((word) => word.slice(0, EVENT_TYPE_NAME.lengthMax + 1).split("."))
    .map((word) => word.replace(/[^A-Za-z0-9_]/g, "_"))
    .filter((word) => word !== "")
    .join(".");
  return type !== "" && type.length <= EVENT_TYPE_NAME.lengthMax ? type : null;
}

/** The id that a provider gives one delivery, the same on every repeat of it; null where it gave none. */
export function deliveryIdOf(request: ProvenRequest & OfKind): string | null {
  const id = SOURCE_KINDS[request.kind].deliveryId(request);
  return typeof id === "string" && id !== "" ? storableId(id) : null;
}

const ID_LENGTH_MAX = 200;

/** What is long or strange is remembered by its digest: a key of the index, and text that PostgreSQL can keep. */
function storableId(id: string): string {
  if (id.length <= ID_LENGTH_MAX && /^[\x21-\x7e]+$/.test(id)) return id;
  return `sha256:${createHash("sha256").update(id).digest("base64url")}`;
}

/** What a request asks to have said back to it; null where it asks nothing. */
export function challengeOf(request: ProvenRequest & OfKind): string | null {
  const challenge = SOURCE_KINDS[request.kind].challenge?.(request);
  return typeof challenge === "string" ? challenge : null;
}
