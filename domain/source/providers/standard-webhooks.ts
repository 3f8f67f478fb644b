import { generateSigningSecret, verifySignature } from "#domain/secret/signature.ts";
import type { SourceKind } from "./source-kind.ts";

/** More signatures than any rotation leaves behind. */
const SIGNATURES_MAX = 16;
const SIGNATURE_FORM = /^v\d+[a-z]*,[A-Za-z0-9+/]+={0,2}$/;

/** Standard Webhooks 1.0: `webhook-signature` over `<webhook-id>.<webhook-timestamp>.<raw body>`. */
export const standardWebhooks: SourceKind = {
  toleranceSeconds: 300,
  readProof: (headers) => {
    const id = headers.get("webhook-id");
    const signedAt = headers.get("webhook-timestamp");
    const signature = headers.get("webhook-signature");
    if (!id || !signedAt || !signature) return "missing_proof";
    const signatures = signature.split(" ", SIGNATURES_MAX + 1);
    if (signatures.length > SIGNATURES_MAX || !signatures.every((one) => SIGNATURE_FORM.test(one))) {
      return "malformed_proof";
    }
    const signed = { headers: { id, timestamp: signedAt, signature }, nowSeconds: Number(signedAt) };
    return { signedAt, check: (body, secrets) => verifySignature({ ...signed, body, secrets }).ok };
  },
  eventType: () => null,
  deliveryId: ({ headers }) => headers.get("webhook-id"),
  makeSecret: generateSigningSecret,
  ownSecretFault: (secret) =>
    isSigningKey(secret) ? null : "Must be whsec_ and base64, as Standard Webhooks writes secrets",
  isHashed: false,
};

const KEY_BYTES_MIN = 16;

/** Whether a text is a secret as Standard Webhooks writes it: base64 of at least 16 bytes, with or without `whsec_`. */
function isSigningKey(text: string): boolean {
  const encoded = text.replace(/^whsec_/, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return false;
  return Buffer.from(encoded, "base64").length >= KEY_BYTES_MIN;
}
