import type { Tx } from "#db/client.ts";
import { sourceSecrets } from "#db/schema/source.ts";
import { newId } from "#domain/new-id.ts";
import { encrypt, type SecretPlace } from "#domain/secret/envelope.ts";
import type { NewSourceSecret } from "./make-secret.ts";

/** The source that a secret belongs to; both are uuids. */
export type SourceOwner = { tenantId: string; sourceId: string };

/** Makes a secret the source's newest. A token's is kept as its hash only. */
export async function storeSourceSecret(tx: Tx, owner: SourceOwner, given: NewSourceSecret): Promise<void> {
  const { secret, last4, bcryptHash } = given;
  const id = newId();
  const encrypted = bcryptHash === null ? await encrypt(tx, sourceSecretPlace(owner.tenantId, id), secret) : null;
  await tx.insert(sourceSecrets).values({ id, ...owner, last4, bcryptHash, encrypted });
}

/** Where a source's secret stands, for encryption: its ciphertext opens in no other row. */
export function sourceSecretPlace(tenantId: string, secretId: string): SecretPlace {
  return { tenantId, row: secretId, column: "source_secrets.encrypted" };
}
