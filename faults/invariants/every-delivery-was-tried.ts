import type { EndpointFact, Evidence } from "#faults/evidence/evidence.ts";
import { indexBy } from "#faults/evidence/group.ts";
import type { Invariant } from "./invariant.ts";

/** Every delivery had at least one attempt, or is cancelled, or waits for an endpoint that was stopped for a reason. */
export const everyDeliveryWasTried: Invariant = {
  name: "every delivery was tried, cancelled, or waits with a reason",
  check: ({ deliveries, endpoints }) => {
    const endpointOf = indexBy(endpoints, ({ id }) => id);
    return deliveries
      .filter((delivery) => delivery.attemptCount === 0 && delivery.status !== "cancelled")
      .filter((delivery) => !waitsWithReason(delivery, endpointOf.get(delivery.endpointId)))
      .map(({ id, status }) => `${id} is ${status} without an attempt`);
  },
};

function waitsWithReason({ status }: Evidence["deliveries"][number], endpoint: EndpointFact | undefined): boolean {
  return status === "pending" && endpoint !== undefined && isStopped(endpoint) && endpoint.statusReason !== null;
}

/** Whether what waits for it waits on purpose. */
export function isStopped({ status }: Pick<EndpointFact, "status">): boolean {
  return status === "paused" || status === "suspended";
}
