/** Seconds between attempts where neither endpoint nor app says otherwise: 5 s, 5 m, 30 m, 2, 5, 10, 14, 20, 24 h. */
export const DEFAULT_RETRY_SCHEDULE_SECONDS: readonly number[] = [
  5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
];

/** Each wait is stretched or shrunk by up to this share, so that deliveries that failed together do not return together. */
export const JITTER = 0.2;

/** The longest wait a receiver's Retry-After can ask for. */
export const RETRY_AFTER_SECONDS_MAX = 86_400;

/** The schedule in force: the endpoint's own, else its app's, else the default. */
export function scheduleOf(endpoint: readonly number[] | null, app: readonly number[] | null): readonly number[] {
  return endpoint ?? app ?? DEFAULT_RETRY_SCHEDULE_SECONDS;
}

/** How many attempts a schedule allows: the first one and one after each wait. */
export function maxAttempts(schedule: readonly number[]): number {
  return schedule.length + 1;
}

/**
 * Milliseconds until the next attempt, after `attemptCount` attempts; null when they are spent. A Retry-After lengthens
 * the wait and never shortens it. `random` gives a number from 0 to 1.
 */
export function retryDelayMs(
  attemptCount: number,
  {
    schedule,
    retryAfterSeconds,
    random,
  }: { schedule: readonly number[]; retryAfterSeconds: number | null; random: () => number },
): number | null {
  const waitSeconds = schedule[attemptCount - 1];
  if (waitSeconds === undefined) return null;
  return Math.round(Math.max(jittered(waitSeconds, random), retryAfterSeconds ?? 0) * 1000);
}

/** A wait, stretched or shrunk. `random` gives a number from 0 to 1. */
export function jittered(waitSeconds: number, random: () => number): number {
  return waitSeconds * (1 - JITTER + 2 * JITTER * random());
}
