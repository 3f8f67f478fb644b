import type { ProofRefusal } from "./proof.ts";

/** How far a signed timestamp may be from now, both ways: what Stripe, Slack and Standard Webhooks advise. */
export const TOLERANCE_SECONDS = 300;

/** What is wrong with a timestamp in unix seconds, or null. */
export function timestampFault(text: string, nowSeconds: number): ProofRefusal | null {
  if (!/^\d{1,12}$/.test(text)) return "malformed_timestamp";
  if (nowSeconds - Number(text) > TOLERANCE_SECONDS) return "timestamp_too_old";
  if (Number(text) - nowSeconds > TOLERANCE_SECONDS) return "timestamp_too_new";
  return null;
}
