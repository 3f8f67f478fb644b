import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { idempotencyKeys } from "#db/schema/tenant.ts";
import { DomainError, invalidField } from "../error.ts";
import { decrypt, encrypt, type SecretPlace } from "../secret/envelope.ts";

export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;

/** One request that must happen once; `fingerprint` is what makes two requests the same. */
export type KeyedRequest = { tenantId: string; operation: string; key: string; fingerprint: unknown };

/**
 * Runs `work` once per key within 24 hours, in the caller's transaction, so that the work and the memory of it are
 * committed together. A repeat gets the first answer; another request under the same key is refused.
 */
export async function onceByKey<T>(
  tx: Tx,
  request: KeyedRequest,
  { work, parse }: { work: () => Promise<T>; parse: (answer: unknown) => Promise<T> },
): Promise<T> {
  const { tenantId, operation, key } = request;
  if (key.length < 1 || key.length > IDEMPOTENCY_KEY_LENGTH_MAX)
    throw invalidField("Idempotency-Key", `Must have 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters`);
  await takeLock(tx, request);
  const requestHash = fingerprintHash(request.fingerprint);
  const place: SecretPlace = { tenantId, row: `${operation}:${key}`, column: "idempotency_keys.answer" };

  const known = await rememberedAnswer(tx, request);
  if (known && !known.requestHash.equals(requestHash)) {
    throw new DomainError(
      "idempotency_key_reused",
      "This Idempotency-Key was used for a different request. Use a new key for a new request.",
    );
  }
  if (known?.answer) return parse(JSON.parse(await decrypt(tx, place, known.answer)));

  const result = await work();
  const answer = await encrypt(tx, place, JSON.stringify(result));
  const createdAt = sql`now()`;
  await tx
    .insert(idempotencyKeys)
    .values({ tenantId, operation, key, requestHash, answer, createdAt })
    .onConflictDoUpdate({
      target: [idempotencyKeys.tenantId, idempotencyKeys.operation, idempotencyKeys.key],
      set: { requestHash, answer, createdAt },
    });
  return result;
}

/** The lock ends with the transaction; who does not get it at once is told that the first one still runs. */
async function takeLock(tx: Tx, { tenantId, operation, key }: KeyedRequest): Promise<void> {
  const name = `${tenantId}:${operation}:${key}`;
  const [row] = await tx.execute(sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as taken`);
  if (row?.taken === true) return;
  throw new DomainError(
    "idempotency_in_progress",
    "A request with this Idempotency-Key is still running. Try again in a moment.",
    { retryAfterSeconds: 1 },
  );
}

async function rememberedAnswer(tx: Tx, { tenantId, operation, key }: KeyedRequest) {
  const [row] = await tx
    .select({ requestHash: idempotencyKeys.requestHash, answer: idempotencyKeys.answer })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.tenantId, tenantId),
        eq(idempotencyKeys.operation, operation),
        eq(idempotencyKeys.key, key),
        sql`${idempotencyKeys.createdAt} > now() - interval '24 hours'`,
      ),
    );
  return row;
}

function fingerprintHash(fingerprint: unknown): Buffer {
  const text = JSON.stringify(fingerprint, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  );
  return createHash("sha256").update(text).digest();
}
