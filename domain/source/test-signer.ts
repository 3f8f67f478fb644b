import { createHmac } from "node:crypto";
import { sign as signForGithub } from "@octokit/webhooks-methods";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import type { VerificationKind } from "./words.ts";

/** The kinds whose proof is a signature over the body. */
export type SignedKind = Exclude<VerificationKind, "token">;

/** What a provider signs: `secret` as the source has it, the moment in unix seconds, and an id of the delivery. */
export type SignedBody = { secret: string; body: string; nowSeconds: number; id: string };

/** The headers that a provider proves a body with: made by its own library where it has one. */
export async function proofHeaders(kind: SignedKind, signed: SignedBody): Promise<Record<string, string>> {
  return SIGNERS[kind](signed);
}

const SIGNERS: Record<SignedKind, (signed: SignedBody) => Promise<Record<string, string>>> = {
  github: async ({ secret, body }) => ({
    // GitHub's library signs no empty body; GitHub itself would not send one.
    "x-hub-signature-256":
      body === "" ? `sha256=${createHmac("sha256", secret).digest("hex")}` : await signForGithub(secret, body),
  }),
  stripe: async ({ secret, body, nowSeconds }) => ({
    "stripe-signature": stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: nowSeconds }),
  }),
  shopify: async ({ secret, body }) => ({
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
  }),
  slack: async ({ secret, body, nowSeconds }) => ({
    "x-slack-request-timestamp": String(nowSeconds),
    "x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${nowSeconds}:${body}`).digest("hex")}`,
  }),
  standard_webhooks: async ({ secret, body, nowSeconds, id }) => ({
    "webhook-id": id,
    "webhook-timestamp": String(nowSeconds),
    "webhook-signature": new Webhook(secret).sign(id, new Date(nowSeconds * 1000), body),
  }),
  hmac: async ({ secret, body }) => ({
    [TEST_RULE.header]: `v=${createHmac("sha512", secret).update(body).digest("base64")}`,
  }),
};

const stripe = new Stripe("sk_test_of_nobody");

/** The rule that sources of kind `hmac` have in tests. */
export const TEST_RULE = { header: "x-acme-proof", algorithm: "sha512", encoding: "base64", prefix: "v=" } as const;
