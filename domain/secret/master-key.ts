import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { tenantKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { config } from "#domain/config.ts";

/** A master key that is needed was not given; the message says which, and where to put it. */
export class MasterKeyError extends Error {}

/** AES-256-GCM with a 16-byte tag: iv (12) + tag (16) + ciphertext. `context` is authenticated, not stored. */
export function seal(key: Buffer, plaintext: Uint8Array, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Throws when the key, the context, the tag or a byte differs. */
export function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error("The ciphertext is shorter than its iv and tag.");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** The master key that wraps what is new: the first of the setting. */
export function currentMasterKey(): { id: string; key: Buffer } {
  const [key] = masterKeys();
  if (!key) throw new Error("POSTHOUSE_MASTER_KEY is empty.");
  return { id: masterKeyId(key), key };
}

/** A master key by the id stored beside what it wrapped. */
export function masterKeyById(id: string): Buffer {
  const key = masterKeys().find((candidate) => masterKeyId(candidate) === id);
  if (!key)
    throw new MasterKeyError(
      `POSTHOUSE_MASTER_KEY does not hold the key ${id}, which the stored secrets were encrypted with. Add it to the list.`,
    );
  return key;
}

/** A key for one purpose, derived from the current master key (HKDF-SHA256), e.g. for signing cursors. */
export function derivedKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", currentMasterKey().key, "", `posthouse:${purpose}`, 32));
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

function masterKeys(): Buffer[] {
  const keys = config().POSTHOUSE_MASTER_KEY;
  if (!keys)
    throw new MasterKeyError(
      "POSTHOUSE_MASTER_KEY is not set. Set it to 32 random bytes in base64, for example from `openssl rand -base64 32`.",
    );
  return keys;
}

function masterKeyId(key: Buffer): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

/** Throws a sentence, before anything starts, when POSTHOUSE_MASTER_KEY lacks a key that stored secrets need. */
export async function requireMasterKeys(): Promise<void> {
  const used = await system().selectDistinct({ id: tenantKeys.masterKeyId }).from(tenantKeys);
  for (const { id } of used) masterKeyById(id);
}
