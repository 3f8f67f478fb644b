import type { Tx } from "#db/client.ts";
import { signingSecrets } from "#db/schema/endpoint.ts";
import type { SecretOwner } from "./active-secrets.ts";
import { createSigningSecret } from "./create.ts";
import { endOlderSecrets } from "./end-older.ts";

/** How many secrets sign at once, the newest included: each adds a signature of some 50 bytes to every message. */
export const ACTIVE_SECRETS_MAX = 10;

/** Makes a new secret the newest; every older one signs for `graceSeconds` more. The caller holds the endpoint's lock. */
export async function rotateSigningSecret(tx: Tx, owner: SecretOwner, graceSeconds: number) {
  const previousSecretExpiresAt = await endOlderSecrets(tx, { id: owner.endpointId, graceSeconds }, OLDER);
  return { secret: await createSigningSecret(tx, owner), previousSecretExpiresAt };
}

const OLDER = {
  table: signingSecrets,
  owner: signingSecrets.endpointId,
  max: ACTIVE_SECRETS_MAX,
  tooMany: "secrets of this endpoint still sign",
};
