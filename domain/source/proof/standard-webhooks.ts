import { verifySignature } from "#domain/secret/signature.ts";
import type { ReadProof } from "./proof.ts";
import { timestampFault } from "./timestamp.ts";

/** More signatures than any rotation leaves behind. */
const SIGNATURES_MAX = 16;
const SIGNATURE_FORM = /^v\d+[a-z]*,[A-Za-z0-9+/]+={0,2}$/;

/** Standard Webhooks 1.0: `webhook-signature` over `<webhook-id>.<webhook-timestamp>.<raw body>`. */
export const readStandardProof: ReadProof = (headers, nowSeconds) => {
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  const signature = headers.get("webhook-signature");
  if (!id || !timestamp || !signature) return "missing_proof";
  const signatures = signature.split(" ", SIGNATURES_MAX + 1);
  if (signatures.length > SIGNATURES_MAX || !signatures.every((one) => SIGNATURE_FORM.test(one))) {
    return "malformed_proof";
  }
  const fault = timestampFault(timestamp, nowSeconds);
  if (fault !== null) return fault;
  return (body, secrets) => verifySignature({ headers: { id, timestamp, signature }, body, secrets, nowSeconds }).ok;
};
