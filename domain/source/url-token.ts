import { createHash, randomBytes } from "node:crypto";
import type { Database, Tx } from "#db/client.ts";
import { config } from "#domain/config.ts";
import { decrypt, encrypt, type SecretPlace } from "#domain/secret/envelope.ts";

// 192 random bits: nobody finds a source by trying.
const TOKEN_BYTES = 24;
const TOKEN_FORM = /^[A-Za-z0-9_-]{32}$/;

type Owner = { id: string; tenantId: string };

/** The unguessable part of a new source's URL, with what is stored of it: a digest to find the source, and itself, sealed. */
export async function makeUrlToken(tx: Tx, owner: Owner): Promise<{ tokenHash: Buffer; tokenEncrypted: Buffer }> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { tokenHash: hashUrlToken(token), tokenEncrypted: await encrypt(tx, placeOf(owner), token) };
}

/** What a source is found by. A fast hash will do: there is nothing to guess in 192 random bits. */
export function hashUrlToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Whether a text can be the token of a URL at all. */
export function isUrlToken(text: string): boolean {
  return TOKEN_FORM.test(text);
}

/** The address that a provider sends to. */
export async function sourceUrl(db: Database | Tx, owner: Owner & { tokenEncrypted: Buffer }): Promise<string> {
  return `${config().INGEST_URL}/in/${await decrypt(db, placeOf(owner), owner.tokenEncrypted)}`;
}

function placeOf({ id, tenantId }: Owner): SecretPlace {
  return { tenantId, row: id, column: "sources.token_encrypted" };
}
