export const VERIFICATION_KINDS = [
  "token",
  "standard_webhooks",
  "github",
  "stripe",
  "shopify",
  "slack",
  "hmac",
] as const;
export type VerificationKind = (typeof VERIFICATION_KINDS)[number];
