import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { idempotencyKeys } from "#db/schema/tenant.ts";
import { DomainError, invalidField } from "../error.ts";
import { decrypt, encrypt, type SecretPlace } from "../secret/envelope.ts";

export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;

/** One request that must happen once; `fingerprint` is what makes two requests the same. */
export type KeyedRequest = { tenantId: string; operation: string; key: string; fingerprint: unknown };

/** What is kept of a request under a key, so that a repeat of it is known. */
export type KeptRequest = Omit<KeyedRequest, "fingerprint"> & { requestHash: Buffer; lock: string };

/** Refuses a key that is none. */
export function keptRequest({ fingerprint, ...request }: KeyedRequest): KeptRequest {
  const { tenantId, operation, key } = request;
  if (key.length < 1 || key.length > IDEMPOTENCY_KEY_LENGTH_MAX)
    throw invalidField("Idempotency-Key", `Must have 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters`);
  return { ...request, requestHash: fingerprintHash(fingerprint), lock: `${tenantId}:${operation}:${key}` };
}

/** The answer as it is kept with its key. */
export function sealAnswer(db: Database | Tx, request: KeptRequest, answer: unknown): Promise<Buffer> {
  return encrypt(db, answerPlace(request), JSON.stringify(answer));
}

function answerPlace({ tenantId, operation, key }: KeptRequest): SecretPlace {
  return { tenantId, row: `${operation}:${key}`, column: "idempotency_keys.answer" };
}

/**
 * Runs `work` once per key within 24 hours, in the caller's transaction, so that the work and the memory of it are
 * committed together. A repeat gets the first answer; another request under the same key is refused.
 */
export async function onceByKey<T>(
  tx: Tx,
  keyed: KeyedRequest,
  { work, parse }: { work: () => Promise<T>; parse: (answer: unknown) => Promise<T> },
): Promise<T> {
  const request = keptRequest(keyed);
  const { tenantId, operation, key, requestHash } = request;
  await takeLock(tx, request);
  const known = await rememberedAnswer(tx, request);
  if (known && !known.requestHash.equals(requestHash)) {
    throw new DomainError(
      "idempotency_key_reused",
      "This Idempotency-Key was used for a different request. Use a new key for a new request.",
    );
  }
  if (known?.answer) return parse(JSON.parse(await decrypt(tx, answerPlace(request), known.answer)));

  const result = await work();
  const answer = await sealAnswer(tx, request, result);
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

/**
 * The lock ends with the transaction; who does not get it at once is told that the first one still runs. Whoever writes
 * a key takes it, also the statement that stores events.
 */
async function takeLock(tx: Tx, { lock }: KeptRequest): Promise<void> {
  const [row] = await tx.execute(sql`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as taken`);
  if (row?.taken === true) return;
  throw new DomainError(
    "idempotency_in_progress",
    "A request with this Idempotency-Key is still running. Try again in a moment.",
    { retryAfterSeconds: 1 },
  );
}

async function rememberedAnswer(tx: Tx, { tenantId, operation, key }: KeptRequest) {
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
