import { randomBytes } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database, Tx } from "#db/client.ts";
import { tenantKeys } from "#db/schema/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { currentMasterKey, masterKeyById, open, seal } from "./master-key.ts";

/** Whose secret it is and in which row and column it stands: ciphertext moved elsewhere does not open. */
export type SecretPlace = { tenantId: string; row: string; column: string };

/**
 * Encrypts with the tenant's newest data key. Layout: format (1 byte) + data key id (16) + iv (12) + tag (16) +
 * ciphertext, so that a key rotation can tell what was encrypted with what.
 */
export async function encrypt(db: Database | Tx, place: SecretPlace, plaintext: string): Promise<Buffer> {
  const { id, key } = await newestDataKey(db, place.tenantId);
  const sealed = seal(key, Buffer.from(plaintext), associatedData(place));
  return Buffer.concat([Buffer.from([FORMAT]), Buffer.from(id.replaceAll("-", ""), "hex"), sealed]);
}

/** The text behind a ciphertext; throws when it was changed, moved, or its key is not to be had. */
export async function decrypt(db: Database | Tx, place: SecretPlace, ciphertext: Buffer): Promise<string> {
  if (ciphertext[0] !== FORMAT) throw new Error("The ciphertext is of an unknown format.");
  const key = await dataKey(db, place.tenantId, ciphertext.subarray(1, 17).toString("hex"));
  return open(key, ciphertext.subarray(17), associatedData(place)).toString();
}

/** Gives a new tenant its first data key, wrapped by the current master key. */
export async function createTenantKey(db: Database | Tx, tenantId: string): Promise<void> {
  const id = newId();
  const master = currentMasterKey();
  const wrappedKey = seal(master.key, randomBytes(32), wrapContext(tenantId, id.replaceAll("-", "")));
  await db.insert(tenantKeys).values({ id, tenantId, masterKeyId: master.id, wrappedKey });
}

/** A stored data key wrapped by the current master key instead of the one it was wrapped by; throws without that one. */
export function rewrap({ id, tenantId, masterKeyId, wrappedKey }: typeof tenantKeys.$inferSelect): Buffer {
  const context = wrapContext(tenantId, id.replaceAll("-", ""));
  return seal(currentMasterKey().key, open(masterKeyById(masterKeyId), wrappedKey, context), context);
}

const FORMAT = 1;
// Unwrapped keys stay for five minutes, which bounds how long a withdrawn key lives on in memory.
const unwrapped = new LRUCache<string, Buffer>({ max: 1000, ttl: 5 * 60_000 });
const newest = new LRUCache<string, string>({ max: 1000, ttl: 60_000 });

async function newestDataKey(db: Database | Tx, tenantId: string): Promise<{ id: string; key: Buffer }> {
  const known = newest.get(tenantId);
  if (known) return { id: known, key: await dataKey(db, tenantId, known) };
  const [row] = await db
    .select({ id: tenantKeys.id })
    .from(tenantKeys)
    .where(eq(tenantKeys.tenantId, tenantId))
    .orderBy(desc(tenantKeys.id))
    .limit(1);
  if (!row) throw new Error("The tenant has no data key.");
  const id = row.id.replaceAll("-", "");
  newest.set(tenantId, id);
  return { id, key: await dataKey(db, tenantId, id) };
}

async function dataKey(db: Database | Tx, tenantId: string, hexId: string): Promise<Buffer> {
  const known = unwrapped.get(`${tenantId}:${hexId}`);
  if (known) return known;
  const [row] = await db.select().from(tenantKeys).where(eq(tenantKeys.id, hexId)).limit(1);
  if (row?.tenantId !== tenantId) throw new Error("The data key that a secret was encrypted with is not there.");
  const key = open(masterKeyById(row.masterKeyId), row.wrappedKey, wrapContext(tenantId, hexId));
  unwrapped.set(`${tenantId}:${hexId}`, key);
  return key;
}

function associatedData({ tenantId, row, column }: SecretPlace): string {
  return `${tenantId}:${row}:${column}`;
}

function wrapContext(tenantId: string, hexId: string): string {
  return `${tenantId}:${hexId}:data-key`;
}
