import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { HmacRule, RefusalReason } from "../words.ts";

/**
 * A kind of source as one value: how a request is proven, what becomes of a proven one, and whose secret it is. What
 * people are told of it stands in words.ts.
 */
export type SourceKind = ProofRule & {
  /** The words of the event's type in the provider's manner; null where the request has none of its marks. */
  eventType: (request: ProvenRequest) => readonly unknown[] | null;
  /** What the provider gives one delivery as its id, the same on every repeat of it. */
  deliveryId: (request: ProvenRequest) => unknown;
  /** What a new address is asked to say back, once, where the provider asks; signed like everything else. */
  challenge?: (request: ProvenRequest) => unknown;
  makeSecret: () => string;
  /** What is wrong with a secret that the provider is said to have given; null: nothing. Left out: all are good. */
  ownSecretFault?: (secret: string) => string | null;
  /** Whether a secret is kept as a slow hash only, because the request brings it along; else sealed, to sign with. */
  isHashed: boolean;
};

/**
 * `toleranceSeconds` is how far the time in a proof may be from now, both ways (Stripe, Slack and Standard Webhooks
 * advise 300); null where none is signed.
 */
type ProofRule =
  | { toleranceSeconds: number; readProof: ReadProof<Proof & { signedAt: string }> }
  | { toleranceSeconds: null; readProof: ReadProof<Proof> };

/**
 * Reads the proof that a request's headers offer, before its body is read: answers how to check the body, or why there
 * is nothing to check. A header that was sent twice arrives as one with a comma, and no form here has room for that.
 */
type ReadProof<P> = (headers: RequestHeaders, source: ProofSource) => P | ProofRefusal | Promise<P | ProofRefusal>;

/** A proof as headers offer it; `signedAt` is the time that was signed with the body, in unix seconds. */
type Proof = { check: ProofCheck };

/** Whether a body is what the headers say it is, by any of the secrets. */
export type ProofCheck = (body: Uint8Array, secrets: readonly string[]) => boolean;

/** What is wrong with a proof, for the owner of the source; the sender is told none of it. */
export type ProofRefusal = Exclude<
  RefusalReason,
  "inactive" | "unsupported_media_type" | "payload_too_large" | "rate_limited"
>;

/** What a proof is judged by. `secrets` are those that are good now, newest first. */
export type ProofSource = { id: string; rule: HmacRule | null; secrets: readonly SourceSecret[] };

export type SourceSecret = TokenHash | { id: string; last4: string; bcryptHash: null; text: string };

/** A token's secret: only its hash is there, and the token's last four characters. */
export type TokenHash = { id: string; last4: string; bcryptHash: string; text: null };

/** Looked up without regard to case. */
export type RequestHeaders = { get: (name: string) => string | null };

/** A proven request, as far as its event depends on it: `facts` is what its body says, empty where we cannot read it. */
export type ProvenRequest = { headers: RequestHeaders; facts: Record<string, unknown> };

/** How a signature is made: the secret's UTF-8 bytes are the key; `before` goes in ahead of the body. */
type Mac = Pick<HmacRule, "algorithm" | "encoding"> & { before?: string };

/**
 * Checks that one of the offered signatures was made over the body with one of the secrets. Every pair is compared to
 * its end, so that the time tells nothing of how far a guess was right.
 */
export function signatureCheck({ algorithm, encoding, before = "" }: Mac, offered: readonly string[]): ProofCheck {
  return (body, secrets) => {
    let isEqual = false;
    for (const secret of secrets) {
      const expected = Buffer.from(createHmac(algorithm, secret).update(before).update(body).digest(encoding));
      for (const text of offered) {
        const given = Buffer.from(text);
        if (given.length === expected.length && timingSafeEqual(given, expected)) isEqual = true;
      }
    }
    return isEqual;
  };
}

/** A secret for whoever signs with its text as the key. */
export function randomKey(): string {
  return randomBytes(32).toString("hex");
}

/** A delivery's id as most senders without a manner of their own name it. */
export function namedDeliveryId({ headers }: ProvenRequest): string | null {
  return headers.get("webhook-id") ?? headers.get("idempotency-key");
}

/** A field of an object, and of nothing else. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
