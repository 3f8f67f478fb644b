import type { Database, Tx } from "#db/client.ts";
import { apiKeys } from "#db/schema/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { hashToken, makeToken } from "./token.ts";
import type { KeyPermission } from "./words.ts";

export type NewApiKey = {
  tenantId: string;
  /** Null: good in every app of the tenant. */
  appId: string | null;
  name: string;
  permissions: readonly KeyPermission[];
  expiresAt: Date | null;
};

/** Stores a new key's hash; the token itself is in this answer only. */
export async function insertApiKey(db: Database | Tx, { permissions, ...facts }: NewApiKey) {
  const id = newId();
  const token = makeToken(id);
  const values = { id, ...facts, permissions: [...new Set(permissions)], secretHash: hashToken(token) };
  const [row] = await db.insert(apiKeys).values(values).returning();
  if (!row) throw new Error("The new API key was not stored.");
  return { row, token };
}
