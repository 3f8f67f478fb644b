import type { VerificationKind } from "#domain/source/words.ts";
import type { HmacRule } from "../hmac-rule.ts";
import { readGithubProof } from "./github.ts";
import { hmacProofReader } from "./hmac.ts";
import type { ReadProof } from "./proof.ts";
import { readShopifyProof } from "./shopify.ts";
import { readSlackProof } from "./slack.ts";
import { readStandardProof } from "./standard-webhooks.ts";
import { readStripeProof } from "./stripe.ts";

/** The kinds whose proof is a signature over the body. */
export type SignedKind = Exclude<VerificationKind, "token">;

/** How the signatures of a kind are read; only `hmac` has a rule. */
export function proofReader(kind: SignedKind, rule: HmacRule | null): ReadProof {
  switch (kind) {
    case "github":
      return readGithubProof;
    case "stripe":
      return readStripeProof;
    case "shopify":
      return readShopifyProof;
    case "slack":
      return readSlackProof;
    case "standard_webhooks":
      return readStandardProof;
    case "hmac":
      if (rule === null) throw new Error("A source of kind hmac has no rule.");
      return hmacProofReader(rule);
  }
}
