import { createHash } from "node:crypto";
import type { ProvenRequest } from "./event-type.ts";
import type { VerificationKind } from "./words.ts";

/** The id that a provider gives one delivery, the same on every repeat of it; null where it gave none. */
export function providerIdOf({ kind, headers, facts }: ProvenRequest): string | null {
  const id = ID_OF[kind](headers, facts);
  return typeof id === "string" && id !== "" ? storable(id) : null;
}

type IdOf = (headers: Headers, facts: ProvenRequest["facts"]) => unknown;

const ofWebhookId: IdOf = (headers) => headers.get("webhook-id") ?? headers.get("idempotency-key");

const ID_OF: Record<VerificationKind, IdOf> = {
  github: (headers) => headers.get("x-github-delivery"),
  // An event's id and not its delivery's: Stripe sends the same event again under the same.
  stripe: (_, facts) => facts.id,
  // Not X-Shopify-Event-Id, which several subscriptions share.
  shopify: (headers) => headers.get("x-shopify-webhook-id"),
  slack: (_, facts) => facts.event_id,
  standard_webhooks: (headers) => headers.get("webhook-id"),
  token: ofWebhookId,
  hmac: ofWebhookId,
};

const LENGTH_MAX = 200;

/** What is long or strange is remembered by its digest: a key of the index, and text that PostgreSQL can keep. */
function storable(id: string): string {
  if (id.length <= LENGTH_MAX && /^[\x21-\x7e]+$/.test(id)) return id;
  return `sha256:${createHash("sha256").update(id).digest("base64url")}`;
}
