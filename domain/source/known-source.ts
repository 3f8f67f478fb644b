import { and, inArray } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { sourceSecrets, sources } from "#db/schema/source.ts";
import { system } from "#db/tenant.ts";
import { DomainError } from "#domain/error.ts";
import { decrypt } from "#domain/secret/envelope.ts";
import type { ProofSource, SourceSecret } from "./providers/source-kind.ts";
import { isActiveSourceSecret, NEWEST_FIRST, sourceSecretPlace } from "./secret.ts";
import { storedRule } from "./serialize.ts";
import { hashUrlToken, isUrlToken } from "./url-token.ts";
import type { VerificationKind } from "./words.ts";

/** A source as its door needs it. */
export type KnownSource = ProofSource & {
  tenantId: string;
  appId: string;
  kind: VerificationKind;
  isActive: boolean;
  defaultEventType: string | null;
};

/** How long a source is known without asking again: a change to it counts within a second in every process. */
const KNOWN_MS = 900;

/** The source that a URL's token names, or null: malformed, unknown and deleted are alike. */
export async function sourceByToken(token: string): Promise<KnownSource | null> {
  if (!isUrlToken(token)) return null;
  return (await known.fetch(hashUrlToken(token).toString("hex"))) ?? null;
}

// What is not there is not kept, so that guesses push nothing out. Those that ask at the same time share one answer.
const known = new LRUCache<string, KnownSource>({
  max: 10_000,
  ttl: KNOWN_MS,
  // Exact, and on the clock of now rather than of import: tests move it.
  ttlResolution: 0,
  perf: { now: () => performance.now() },
  fetchMethod: (tokenHash) => lookUp(tokenHash),
});

type Waiting = { resolve: (source: KnownSource | undefined) => void; reject: (error: unknown) => void };

/** Below what `known` holds, so that none of those under way is pushed out of it. */
const WAITING_MAX = 4000;
let waiting = new Map<string, Waiting>();
let isLooking = false;

/** Look-ups that come while one runs share the next, so that however many guess, the database is asked one at a time. */
function lookUp(tokenHash: string): Promise<KnownSource | undefined> {
  if (waiting.size >= WAITING_MAX) return Promise.reject(tooBusy());
  return new Promise((resolve, reject) => {
    waiting.set(tokenHash, { resolve, reject });
    if (!isLooking) void lookUpAll();
  });
}

async function lookUpAll(): Promise<void> {
  isLooking = true;
  while (waiting.size > 0) {
    const round = waiting;
    waiting = new Map();
    try {
      const found = await loadSources([...round.keys()]);
      for (const [tokenHash, { resolve }] of round) resolve(found.get(tokenHash));
    } catch (error) {
      for (const { reject } of round.values()) reject(error);
    }
  }
  isLooking = false;
}

function tooBusy(): DomainError {
  return new DomainError(
    "unavailable",
    "Too many requests are waiting to be looked at. Send this one again in a moment.",
    {
      retryAfterSeconds: 1,
    },
  );
}

/** Sources by the digests of their URLs' tokens (hex), with their secrets opened: two queries for any number. */
async function loadSources(tokenHashes: readonly string[]): Promise<Map<string, KnownSource>> {
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
