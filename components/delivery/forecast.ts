import { maxAttempts } from "#domain/delivery/rule/retry-policy.ts";
import type { Delivery } from "#domain/delivery/schema.ts";

/** An attempt that is still to come. Only the next one of a waiting delivery is fixed; what follows shifts by the jitter. */
export type PlannedAttempt = { number: number; at: number; isEstimate: boolean };

type Planned = Pick<Delivery, "status" | "trigger" | "attemptCount" | "nextAttemptAt">;

/**
 * The attempts that remain, should each of them fail. `schedule` is the one in force, in seconds; `now` in ms since 1970
 * stands for the end of an attempt that is under way. Empty once the delivery has ended.
 */
export function remainingAttempts(delivery: Planned, { schedule, now }: { schedule: readonly number[]; now: number }) {
  const start = firstAttempt(delivery, schedule, now);
  if (start === null) return [];
  const attempts: PlannedAttempt[] = [start];
  if (delivery.trigger === "test") return attempts;
  // The wait before attempt n + 1 is entry n − 1; it starts when attempt n ends, which is taken as its start here.
  for (const waitSeconds of schedule.slice(start.number - 1)) {
    const last = attempts.at(-1) ?? start;
    attempts.push({ number: last.number + 1, at: last.at + waitSeconds * 1000, isEstimate: true });
  }
  return attempts;
}

/** How many attempts a delivery gets in all, as the schedule stands now. */
export function attemptsAllowed(trigger: Delivery["trigger"], schedule: readonly number[]): number {
  return trigger === "test" ? 1 : maxAttempts(schedule);
}

function firstAttempt(delivery: Planned, schedule: readonly number[], now: number): PlannedAttempt | null {
  const { status, trigger, attemptCount, nextAttemptAt } = delivery;
  const number = attemptCount + 1;
  if (status === "pending" || status === "retrying") {
    return { number, at: nextAttemptAt === null ? now : new Date(nextAttemptAt).getTime(), isEstimate: false };
  }
  const waitSeconds = trigger === "test" ? undefined : schedule[attemptCount - 1];
  if (status !== "sending" || waitSeconds === undefined) return null;
  return { number, at: now + waitSeconds * 1000, isEstimate: true };
}
