import type { Database, Tx } from "#db/client.ts";
import { invalidField } from "#domain/error.ts";
import { decrypt, encrypt, type SecretPlace } from "#domain/secret/envelope.ts";
import { ENDPOINT_SETTINGS } from "./words.ts";

type Owner = { id: string; tenantId: string };

/** An endpoint's custom headers for `endpoints.headers_encrypted`; null when there are none. */
export async function sealHeaders(db: Database | Tx, owner: Owner, headers: Record<string, string>) {
  return Object.keys(headers).length === 0 ? null : encrypt(db, placeOf(owner), JSON.stringify(headers));
}

/** The custom headers behind `endpoints.headers_encrypted`. */
export async function openHeaders(db: Database | Tx, owner: Owner, sealed: Buffer | null) {
  return sealed === null ? {} : asHeaders(JSON.parse(await decrypt(db, placeOf(owner), sealed)));
}

function placeOf({ id, tenantId }: Owner): SecretPlace {
  return { tenantId, row: id, column: "endpoints.headers_encrypted" };
}

/** Only `sealHeaders` writes what is opened here, and the ciphertext is authenticated. */
function asHeaders(value: unknown): Record<string, string> {
  return value as Record<string, string>;
}

/** Custom headers as an endpoint's row keeps them: the names in plain sight, names and values encrypted. */
export async function storedHeaders(tx: Tx, owner: { id: string; tenantId: string }, headers: Record<string, string>) {
  return { headerNames: Object.keys(headers).sort(), headersEncrypted: await sealHeaders(tx, owner, headers) };
}

/** Custom headers after a change: given values replace, null removes, the rest stays. Names are in lower case. */
export function mergeHeaders(
  current: Record<string, string>,
  change: Record<string, string | null>,
): Record<string, string> {
  const kept = Object.entries(current).filter(([name]) => !Object.hasOwn(change, name));
  const set = Object.entries(change).filter((entry): entry is [string, string] => entry[1] !== null);
  const merged = [...kept, ...set];
  const { entriesMax, fault } = ENDPOINT_SETTINGS.headerNames;
  if (merged.length > entriesMax) throw invalidField("requestConfig.headers", fault);
  return Object.fromEntries(merged);
}
