import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { apiKeys, tenants } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import type { Actor, RequestOrigin } from "#domain/call/actor.ts";
import { tokenFits, tokenKeyId } from "./token.ts";
import { KEY_PERMISSIONS } from "./words.ts";

/** How long a key that was found good stays so without asking again: a revoked one stops within a second everywhere. */
const VERIFIED_MS = 900;

/** An API key's holder as an actor, with the slug of the key's tenant. */
export type KeyActor = Actor & { tenantSlug: string };

/** The actor a token stands for, or null: malformed, unknown, wrong, expired or revoked, which nobody can tell apart. */
export async function authenticateKey(token: string, origin: RequestOrigin): Promise<KeyActor | null> {
  const verified = verifiedKeys.get(token) ?? (await verifiedKeys.fetch(token));
  if (!verified) return null;
  const { expiresAt, ...actor } = verified;
  return expiresAt !== null && expiresAt.getTime() <= Date.now() ? null : { ...actor, ...origin };
}

type VerifiedKey = Omit<KeyActor, "ip" | "requestId"> & { expiresAt: Date | null };

// Requests that come while a key is being looked up wait for that one answer. What is not good is not kept.
const verifiedKeys = new LRUCache<string, VerifiedKey>({
  max: 10_000,
  ttl: VERIFIED_MS,
  // Exact, and on the clock of now rather than of import: tests move it.
  ttlResolution: 0,
  perf: { now: () => performance.now() },
  fetchMethod: lookUp,
});

async function lookUp(token: string): Promise<VerifiedKey | undefined> {
  const keyId = tokenKeyId(token);
  if (keyId === null) return undefined;
  const [row] = await system()
    .select({ key: apiKeys, tenantSlug: tenants.slug })
    .from(apiKeys)
    .innerJoin(tenants, eq(tenants.id, apiKeys.tenantId))
    .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt), notExpired()))
    .limit(1);
  if (!row || !tokenFits(row.key.secretHash, token)) return undefined;
  await markUsed(keyId);
  const { id, name, tenantId, appId, expiresAt } = row.key;
  const permissions = KEY_PERMISSIONS.filter((permission) => row.key.permissions.includes(permission));
  return { type: "key", id, name, tenantId, appId, permissions, tenantSlug: row.tenantSlug, expiresAt };
}

function notExpired() {
  return or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`));
}

/** At most once a minute: the condition makes all other calls write nothing. */
async function markUsed(keyId: string): Promise<void> {
  const isOld = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, sql`now() - interval '1 minute'`));
  await system()
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiKeys.id, keyId), isOld));
}
