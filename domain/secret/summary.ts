import { and, inArray } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { isActiveSecret, NEWEST_FIRST } from "./active-secrets.ts";

/** What may be shown of an endpoint's signing secrets. */
export type SecretSummary = { last4: string; previousSecretExpiresAt: Date | null };

/** Per endpoint: the newest secret's last characters, and when the last of the older ones stops signing. */
export async function secretSummaries(
  db: Database | Tx,
  endpointIds: readonly string[],
): Promise<Map<string, SecretSummary>> {
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
