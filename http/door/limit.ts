import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Permission } from "#domain/call/permission.ts";
import { config } from "#domain/config.ts";
import { takePoint } from "#domain/rate-limit.ts";

/** What a request asks for: to manage, or to send events. The latter may come far more often. */
export type RequestKind = "management" | "events";

/** What a call of an operation counts as. */
export function requestKind({ facts }: { facts: { permission: Permission } }): RequestKind {
  return facts.permission === "send_events" ? "events" : "management";
}

/** Whose request it is: an actor, as far as limits go. */
type Requester = { type: string; id: string | null; tenantId: string };

/**
 * Counts a request against its caller's limit and then its tenant's (a caller who is over its own takes nothing from
 * the others). Throws `rate_limited`. Only for callers who have proven who they are.
 */
export async function countRequest(kind: RequestKind, { type, id, tenantId }: Requester): Promise<void> {
  const { callers, tenants } = limits()[kind];
  await callers.count(`${type}:${id}:${tenantId}`);
  await tenants.count(tenantId);
}

/** Counts a request to an inbound URL by its source's id, before its proof is looked at. Throws `rate_limited`. */
export async function countSourceRequest(sourceId: string): Promise<void> {
  await limits().sources.count(sourceId);
}

type Limits = Record<RequestKind, { callers: RequestLimit; tenants: RequestLimit }> & { sources: RequestLimit };

const KEY = Symbol.for("posthouse.request-limits");

/** Next bundles server code several times; a caller must be counted once per process, whoever asks. */
function limits(): Limits {
  const shared = globalThis as { [KEY]?: Limits };
  shared[KEY] ??= configuredLimits();
  return shared[KEY];
}

function configuredLimits(): Limits {
  const settings = config();
  const limitsOf = (perCaller: number, perTenant: number) => ({
    callers: createRequestLimit(perCaller),
    tenants: createRequestLimit(perTenant),
  });
  return {
    management: limitsOf(settings.RATE_LIMIT_PER_CALLER, settings.RATE_LIMIT_PER_TENANT),
    events: limitsOf(settings.RATE_LIMIT_EVENTS_PER_KEY, settings.RATE_LIMIT_EVENTS_PER_TENANT),
    sources: createRequestLimit(settings.RATE_LIMIT_PER_SOURCE),
  };
}

/** Counts requests of many callers, each on its own. */
export type RequestLimit = {
  /** Counts one request of a caller; throws `rate_limited`, with when to come back, where it is one too many. */
  count: (caller: string) => Promise<void>;
};

/** Requests are counted over this long, so that a burst passes that keeps to the rate on average. */
export const LIMIT_WINDOW_SECONDS = 10;

/**
 * A limit in this process's memory, which costs microseconds where the database would cost a round trip. Count
 * only callers that are known to exist: each is remembered until its window ends.
 */
export function createRequestLimit(perSecond: number): RequestLimit {
  const limiter = new RateLimiterMemory({ points: perSecond * LIMIT_WINDOW_SECONDS, duration: LIMIT_WINDOW_SECONDS });
  const sentence = (seconds: number) =>
    `Too many requests: ${perSecond} per second are allowed here. Go on in ${seconds} s, more slowly.`;
  return { count: (caller) => takePoint(limiter, caller, sentence) };
}
