import { LRUCache } from "lru-cache";
import { DomainError } from "#domain/error.ts";
import { loadSources } from "./load-sources.ts";
import type { ProofSource } from "./providers/source-kind.ts";
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
