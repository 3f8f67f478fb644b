import { isTerminal } from "#domain/delivery/transition.ts";
import type { Invariant } from "./invariant.ts";

/** Terminal states never change: the journal has no entry for a delivery that had ended. */
export const endsAreFinal: Invariant = {
  name: "terminal states never change",
  check: ({ deliveryChanges }) =>
    deliveryChanges
      .filter(({ from }) => isTerminal(from))
      .map(({ deliveryId, from, to }) => `${deliveryId} was ${from} and became ${to}`),
};
