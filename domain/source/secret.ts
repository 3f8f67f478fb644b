import { hash } from "@node-rs/bcrypt";
import { and, desc, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sourceSecrets } from "#db/schema/source.ts";
import { invalidField } from "#domain/error.ts";
import { newId } from "#domain/new-id.ts";
import { encrypt, type SecretPlace } from "#domain/secret/envelope.ts";
import { secretLast4 } from "#domain/secret/signature.ts";
import { SOURCE_KINDS } from "./kinds.ts";
import { KIND_WORDS, OWN_SECRET_REFUSED, type VerificationKind } from "./words.ts";

/** bcrypt's cost: some 50 ms. What it guards has 256 random bits, so a higher one would buy nothing. */
export const BCRYPT_COST = 10;
/** Below this length four characters would be too much of a secret to show. */
const SHOWN_LENGTH_MIN = 16;

/** A source's new secret: `bcryptHash` is what is kept of a token, null for kinds whose secret is needed again. */
export type NewSourceSecret = { secret: string; last4: string; bcryptHash: string | null };

/**
 * Makes a source's secret, or takes the provider's own. Throws `invalid_request` where the own one does not suit the
 * kind. `taken` are the last characters of secrets that go on being good: a token is told from them by its own.
 */
export async function makeSourceSecret(
  kind: VerificationKind,
  { own, taken = [] }: { own?: string | undefined; taken?: readonly string[] },
): Promise<NewSourceSecret> {
  const { makeSecret, isHashed } = SOURCE_KINDS[kind];
  if (own !== undefined) refuseUnsuitable(kind, own);
  let secret = own ?? makeSecret();
  while (own === undefined && taken.includes(secretLast4(secret))) secret = makeSecret();
  const last4 = secret.length < SHOWN_LENGTH_MIN ? "" : secretLast4(secret);
  return { secret, last4, bcryptHash: isHashed ? await hash(secret, BCRYPT_COST) : null };
}

function refuseUnsuitable(kind: VerificationKind, own: string): void {
  const { secretFrom } = KIND_WORDS[kind];
  const fault = secretFrom === "posthouse" ? OWN_SECRET_REFUSED : SOURCE_KINDS[kind].ownSecretFault?.(own);
  if (fault) throw invalidField("verification.secret", fault);
}

/** The source that a secret belongs to; both are uuids. */
type SourceOwner = { tenantId: string; sourceId: string };

/** Makes a secret the source's newest. A token's is kept as its hash only. */
export async function storeSourceSecret(tx: Tx, owner: SourceOwner, given: NewSourceSecret): Promise<void> {
  const { secret, last4, bcryptHash } = given;
  const id = newId();
  const encrypted = bcryptHash === null ? await encrypt(tx, sourceSecretPlace(owner.tenantId, id), secret) : null;
  await tx.insert(sourceSecrets).values({ id, ...owner, last4, bcryptHash, encrypted });
}

/** Where a source's secret stands, for encryption: its ciphertext opens in no other row. */
export function sourceSecretPlace(tenantId: string, secretId: string): SecretPlace {
  return { tenantId, row: secretId, column: "source_secrets.encrypted" };
}

/** Whether a row of `source_secrets` still proves something; the database's clock decides. */
export function isActiveSourceSecret(): SQL | undefined {
  return or(isNull(sourceSecrets.expiresAt), gt(sourceSecrets.expiresAt, sql`now()`));
}

/** The newest is the one without an end: nulls come first when descending. */
export const NEWEST_FIRST = [desc(sourceSecrets.expiresAt), desc(sourceSecrets.id)];

/** What may be shown of a source's secrets, those that still prove something; `last4` of each, newest first. */
export type SourceSecretSummary = { last4: string[]; previousSecretExpiresAt: Date | null };

/** Per source: how its secrets end, and when the last of the older ones stops being good. */
export async function sourceSecretSummaries(tx: Tx, sourceIds: readonly string[]) {
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
