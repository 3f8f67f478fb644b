import { and, inArray } from "drizzle-orm";
import { sourceSecrets, sources } from "#db/schema/source.ts";
import { system } from "#db/tenant.ts";
import { decrypt } from "#domain/secret/envelope.ts";
import { isActiveSourceSecret, NEWEST_FIRST } from "./active-secret.ts";
import type { KnownSource } from "./known-source.ts";
import type { SourceSecret } from "./providers/source-kind.ts";
import { storedRule } from "./serialize.ts";
import { sourceSecretPlace } from "./store-secret.ts";

/** Sources by the digests of their URLs' tokens (hex), with their secrets opened: two queries for any number. */
export async function loadSources(tokenHashes: readonly string[]): Promise<Map<string, KnownSource>> {
  const rows = await system()
    .select()
    .from(sources)
    .where(
      inArray(
        sources.tokenHash,
        tokenHashes.map((hash) => Buffer.from(hash, "hex")),
      ),
    );
  const secrets = await loadSecrets(rows.map(({ id }) => id));
  return new Map(
    rows.map((row) => [
      row.tokenHash.toString("hex"),
      {
        id: row.id,
        tenantId: row.tenantId,
        appId: row.appId,
        kind: row.verificationKind,
        rule: storedRule(row),
        isActive: row.isActive,
        defaultEventType: row.defaultEventType,
        secrets: secrets.get(row.id) ?? [],
      },
    ]),
  );
}

async function loadSecrets(sourceIds: readonly string[]): Promise<Map<string, SourceSecret[]>> {
  const secrets = new Map<string, SourceSecret[]>(sourceIds.map((id) => [id, []]));
  if (sourceIds.length === 0) return secrets;
  const rows = await system()
    .select()
    .from(sourceSecrets)
    .where(and(inArray(sourceSecrets.sourceId, [...sourceIds]), isActiveSourceSecret()))
    .orderBy(...NEWEST_FIRST);
  for (const row of rows) secrets.get(row.sourceId)?.push(await openSecret(row));
  return secrets;
}

async function openSecret(row: typeof sourceSecrets.$inferSelect): Promise<SourceSecret> {
  const { id, tenantId, last4, bcryptHash, encrypted } = row;
  if (bcryptHash !== null) return { id, last4, bcryptHash, text: null };
  if (encrypted === null) throw new Error("A source's secret has neither a hash nor a ciphertext.");
  return { id, last4, bcryptHash: null, text: await decrypt(system(), sourceSecretPlace(tenantId, id), encrypted) };
}
