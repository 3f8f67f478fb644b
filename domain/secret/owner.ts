import type { SecretPlace } from "./envelope.ts";

/** The endpoint that a signing secret belongs to; both are uuids. */
export type SecretOwner = { tenantId: string; endpointId: string };

/** Where a signing secret stands, for encryption: its ciphertext opens in no other row. */
export function signingSecretPlace(tenantId: string, secretId: string): SecretPlace {
  return { tenantId, row: secretId, column: "signing_secrets.encrypted" };
}
