import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { DomainError } from "#domain/error.ts";

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
  return {
    count: async (caller) => {
      try {
        await limiter.consume(caller);
      } catch (refusal) {
        throw refusal instanceof RateLimiterRes ? tooMany(perSecond, refusal.msBeforeNext) : refusal;
      }
    },
  };
}

function tooMany(perSecond: number, msBeforeNext: number): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new DomainError(
    "rate_limited",
    `Too many requests: ${perSecond} per second are allowed here. Go on in ${retryAfterSeconds} s, more slowly.`,
    { retryAfterSeconds },
  );
}
