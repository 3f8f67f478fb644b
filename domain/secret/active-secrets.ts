import { and, desc, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { decrypt, type SecretPlace } from "./envelope.ts";

/** The secrets an endpoint's messages are signed with now, newest first; a secret whose grace has ended is none. */
export async function activeSecrets(db: Database | Tx, endpointId: string): Promise<string[]> {
  return (await activeSecretsOfMany(db, [endpointId])).get(endpointId) ?? [];
}

/** The same for many endpoints, of any tenants the database handle may see, in one query. */
export async function activeSecretsOfMany(db: Database | Tx, endpointIds: readonly string[]) {
  const secrets = new Map<string, string[]>(endpointIds.map((endpointId) => [endpointId, []]));
  if (endpointIds.length === 0) return secrets;
  const rows = await db
    .select({
      id: signingSecrets.id,
      tenantId: signingSecrets.tenantId,
      endpointId: signingSecrets.endpointId,
      encrypted: signingSecrets.encrypted,
    })
    .from(signingSecrets)
    .where(and(inArray(signingSecrets.endpointId, [...secrets.keys()]), isActiveSecret()))
    .orderBy(...NEWEST_FIRST);
  for (const { id, tenantId, endpointId, encrypted } of rows) {
    secrets.get(endpointId)?.push(await decrypt(db, signingSecretPlace(tenantId, id), encrypted));
  }
  return secrets;
}

/** Whether a row of `signing_secrets` still signs; the database's clock decides. */
export function isActiveSecret(): SQL | undefined {
  return or(isNull(signingSecrets.expiresAt), gt(signingSecrets.expiresAt, sql`now()`));
}

/** The newest is the one without an end; ids alone would trust the clocks of several machines. */
export const NEWEST_FIRST = [desc(signingSecrets.expiresAt), desc(signingSecrets.id)];

/** What may be shown of an endpoint's signing secrets. */
export type SecretSummary = { last4: string; previousSecretExpiresAt: Date | null };

/** Per endpoint: the newest secret's last characters, and when the last of the older ones stops signing. */
export async function secretSummaries(db: Database | Tx, endpointIds: readonly string[]) {
  const summaries = new Map<string, SecretSummary>();
  if (endpointIds.length === 0) return summaries;
  const rows = await db
    .select({
      endpointId: signingSecrets.endpointId,
      last4: signingSecrets.last4,
      expiresAt: signingSecrets.expiresAt,
    })
    .from(signingSecrets)
    .where(and(inArray(signingSecrets.endpointId, [...endpointIds]), isActiveSecret()))
    .orderBy(...NEWEST_FIRST);
  for (const { endpointId, last4, expiresAt } of rows) {
    const newer = summaries.get(endpointId);
    const previousSecretExpiresAt = newer ? later(newer.previousSecretExpiresAt, expiresAt) : null;
    summaries.set(endpointId, { last4: newer?.last4 ?? last4, previousSecretExpiresAt });
  }
  return summaries;
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** The endpoint that a signing secret belongs to; both are uuids. */
export type SecretOwner = { tenantId: string; endpointId: string };

/** Where a signing secret stands, for encryption: its ciphertext opens in no other row. */
export function signingSecretPlace(tenantId: string, secretId: string): SecretPlace {
  return { tenantId, row: secretId, column: "signing_secrets.encrypted" };
}
