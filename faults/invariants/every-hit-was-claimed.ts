import type { Evidence } from "#faults/evidence/evidence.ts";
import { attemptKey } from "#faults/evidence/lost-attempts.ts";
import type { Invariant } from "./invariant.ts";

/** The ledger writes whole milliseconds, the database microseconds. */
const CLOCK_STEP_MS = 1;

/** Every hit belongs to a claim of its delivery, for its attempt's number, that was committed before it arrived. */
export const everyHitWasClaimed: Invariant = {
  name: "every hit belongs to a claim committed before it",
  check: ({ hits, deliveryChanges }) => {
    const claimedAt = firstClaims(deliveryChanges);
    return hits.flatMap(({ delivery, attempt, at }) => {
      const claim = claimedAt.get(attemptKey(delivery, attempt));
      if (claim === undefined) return [`${delivery} arrived as attempt ${attempt}, which was never claimed`];
      const earlyMs = claim - at - CLOCK_STEP_MS;
      return earlyMs > 0 ? [`${delivery} arrived ${earlyMs.toFixed(1)} ms before attempt ${attempt} was claimed`] : [];
    });
  },
};

/** The same number is claimed twice where a stopping worker handed the delivery back; the first one counts. */
function firstClaims(changes: Evidence["deliveryChanges"]): Map<string, number> {
  const claimedAt = new Map<string, number>();
  for (const { deliveryId, to, attemptCount, committedAtMs } of changes) {
    const key = attemptKey(deliveryId, attemptCount);
    if (to === "sending" && !claimedAt.has(key)) claimedAt.set(key, committedAtMs);
  }
  return claimedAt;
}
