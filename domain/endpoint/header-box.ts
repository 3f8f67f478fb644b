import type { Database, Tx } from "#db/client.ts";
import { decrypt, encrypt, type SecretPlace } from "#domain/secret/envelope.ts";

type Owner = { id: string; tenantId: string };

/** An endpoint's custom headers for `endpoints.headers_encrypted`; null when there are none. */
export async function sealHeaders(
  db: Database | Tx,
  owner: Owner,
  headers: Record<string, string>,
): Promise<Buffer | null> {
  return Object.keys(headers).length === 0 ? null : encrypt(db, placeOf(owner), JSON.stringify(headers));
}

/** The custom headers behind `endpoints.headers_encrypted`. */
export async function openHeaders(
  db: Database | Tx,
  owner: Owner,
  sealed: Buffer | null,
): Promise<Record<string, string>> {
  return sealed === null ? {} : asHeaders(JSON.parse(await decrypt(db, placeOf(owner), sealed)));
}

function placeOf({ id, tenantId }: Owner): SecretPlace {
  return { tenantId, row: id, column: "endpoints.headers_encrypted" };
}

/** Only `sealHeaders` writes what is opened here, and the ciphertext is authenticated. */
function asHeaders(value: unknown): Record<string, string> {
  return value as Record<string, string>;
}
