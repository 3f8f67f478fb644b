import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { DomainError } from "./error.ts";

/** Takes one of the points a key has; where none is left throws `rate_limited` with a sentence and when to come back. */
export async function takePoint(
  limiter: RateLimiterAbstract,
  key: string,
  sentence: (retryAfterSeconds: number) => string,
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    throw refusal instanceof RateLimiterRes ? rateLimited(refusal.msBeforeNext, sentence) : refusal;
  }
}

export function rateLimited(msBeforeNext: number, sentence: (retryAfterSeconds: number) => string): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new DomainError("rate_limited", sentence(retryAfterSeconds), { retryAfterSeconds });
}
