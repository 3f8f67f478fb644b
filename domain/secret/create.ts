import { randomBytes } from "node:crypto";
import type { Tx } from "#db/client.ts";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { newId } from "#domain/new-id.ts";
import { type SecretOwner, signingSecretPlace } from "./active-secrets.ts";
import { encrypt } from "./envelope.ts";
import { generateSigningSecret, secretLast4 } from "./signature.ts";

/** Gives an endpoint a new signing secret, which is from now on its newest; answers the secret itself, once. */
export async function createSigningSecret(tx: Tx, { tenantId, endpointId }: SecretOwner): Promise<string> {
  const secret = generateSigningSecret(randomBytes);
  const id = newId();
  const encrypted = await encrypt(tx, signingSecretPlace(tenantId, id), secret);
  await tx.insert(signingSecrets).values({ id, tenantId, endpointId, encrypted, last4: secretLast4(secret) });
  return secret;
}
