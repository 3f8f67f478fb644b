import { jittered, maxAttempts, retryDelayMs } from "./rule/retry-policy.ts";
import type { AttemptError, DeliveryStatus } from "./words.ts";

/** How one attempt ended. A failure names its error; a response's status comes along where there was one. */
export type Outcome =
  | { kind: "succeeded"; responseCode: number }
  | {
      kind: "failed";
      error: AttemptError;
      message: string;
      responseCode: number | null;
      retryAfterSeconds: number | null;
    };

/** Where a delivery goes from `sending`. */
export type Next =
  | { status: "succeeded" | "dead_letter" | "failed"; retryInMs: null }
  | { status: "retrying"; retryInMs: number };

/** The receiver says that it is gone for good (RFC 9110 §15.5.11): the endpoint is suspended and nothing is retried. */
export const GONE = 410;

/** Three leases lost in a row mean that the delivery itself brings workers down: it is set aside. */
export const LEASES_LOST_MAX = 3;

export function isTerminal(status: DeliveryStatus): boolean {
  return status === "succeeded" || status === "failed" || status === "dead_letter" || status === "cancelled";
}

/** What a lost attempt waits for the next one: as long as the default schedule's first pause. */
const LOST_PAUSE_SECONDS = 5;

/** The transition out of `sending` where the worker lost the attempt. None of the schedule is used up. */
export function afterLostAttempt({ leasesLost }: { leasesLost: number }, random: () => number): Next {
  if (leasesLost + 1 >= LEASES_LOST_MAX) return { status: "failed", retryInMs: null };
  return { status: "retrying", retryInMs: Math.round(jittered(LOST_PAUSE_SECONDS, random) * 1000) };
}

/** The transition out of `sending` after attempt number `attemptCount`, of which `attemptsLost` do not count. */
export function afterAttempt(
  outcome: Outcome,
  delivery: { attemptCount: number; attemptsLost: number; trigger: "event" | "test" | "replay" },
  { schedule, random }: { schedule: readonly number[]; random: () => number },
): Next {
  if (outcome.kind === "succeeded") return { status: "succeeded", retryInMs: null };
  if (delivery.trigger === "test" || maxAttempts(schedule) === 1 || isNotWorthRetrying(outcome))
    return { status: "failed", retryInMs: null };
  const retryInMs = retryDelayMs(delivery.attemptCount - delivery.attemptsLost, {
    schedule,
    retryAfterSeconds: outcome.retryAfterSeconds,
    random,
  });
  return retryInMs === null ? { status: "dead_letter", retryInMs: null } : { status: "retrying", retryInMs };
}

function isNotWorthRetrying(outcome: Extract<Outcome, { kind: "failed" }>): boolean {
  return outcome.responseCode === GONE || outcome.error === "blocked_address";
}
