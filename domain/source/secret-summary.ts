import { and, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sourceSecrets } from "#db/schema/source.ts";
import { isActiveSourceSecret, NEWEST_FIRST } from "./active-secret.ts";

/** What may be shown of a source's secrets, those that still prove something; `last4` of each, newest first. */
export type SourceSecretSummary = { last4: string[]; previousSecretExpiresAt: Date | null };

/** Per source: how its secrets end, and when the last of the older ones stops being good. */
export async function sourceSecretSummaries(
  tx: Tx,
  sourceIds: readonly string[],
): Promise<Map<string, SourceSecretSummary>> {
  const summaries = new Map<string, SourceSecretSummary>();
  if (sourceIds.length === 0) return summaries;
  const rows = await tx
    .select({ sourceId: sourceSecrets.sourceId, last4: sourceSecrets.last4, expiresAt: sourceSecrets.expiresAt })
    .from(sourceSecrets)
    .where(and(inArray(sourceSecrets.sourceId, [...sourceIds]), isActiveSourceSecret()))
    .orderBy(...NEWEST_FIRST);
  for (const { sourceId, last4, expiresAt } of rows) {
    const newer = summaries.get(sourceId);
    summaries.set(sourceId, {
      last4: [...(newer?.last4 ?? []), last4],
      // The newest is first and has no end; the next one ends last.
      previousSecretExpiresAt: newer?.previousSecretExpiresAt ?? expiresAt,
    });
  }
  return summaries;
}
