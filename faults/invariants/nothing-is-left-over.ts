import { indexBy } from "#faults/evidence/group.ts";
import { isStopped } from "./every-delivery-was-tried.ts";
import type { Invariant } from "./invariant.ts";

/** After the drain nothing is overdue or under way: what still waits, waits for an endpoint that was stopped. */
export const nothingIsLeftOver: Invariant = {
  name: "after the drain nothing is overdue or in flight",
  check: ({ deliveries, endpoints }) => {
    const endpointOf = indexBy(endpoints, ({ id }) => id);
    return deliveries.flatMap(({ id, status, endpointId }) => {
      const endpoint = endpointOf.get(endpointId);
      const mayWait = endpoint !== undefined && isStopped(endpoint);
      const isOpen = status === "sending" || ((status === "pending" || status === "retrying") && !mayWait);
      return isOpen ? [`${id} is still ${status}`] : [];
    });
  },
};
