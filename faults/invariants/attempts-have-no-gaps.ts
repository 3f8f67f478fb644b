import { groupBy } from "#faults/evidence/group.ts";
import type { Invariant } from "./invariant.ts";

/** A delivery's attempts are numbered 1..n without gap or repeat, and n is what the delivery counted. */
export const attemptsHaveNoGaps: Invariant = {
  name: "attempt numbers 1..n without gap or repeat",
  check: ({ deliveries, attempts }) => {
    const attemptsOf = groupBy(attempts, ({ deliveryId }) => deliveryId);
    const known = new Set(deliveries.map(({ id }) => id));
    const stray = [...attemptsOf.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `${id} has attempts and is not there`);
    const wrong = deliveries.flatMap(({ id, attemptCount }) => {
      const numbers = (attemptsOf.get(id) ?? []).map(({ number }) => number).sort((a, b) => a - b);
      const isWhole = numbers.length === attemptCount && numbers.every((number, at) => number === at + 1);
      return isWhole ? [] : [`${id} counted ${attemptCount} attempts and has [${numbers.join(", ")}]`];
    });
    return [...stray, ...wrong];
  },
};
