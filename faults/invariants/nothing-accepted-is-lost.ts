import type { Evidence } from "#faults/evidence/evidence.ts";
import { indexBy } from "#faults/evidence/group.ts";
import { isAccepted } from "#faults/receiver/ledger.ts";
import type { Invariant } from "./invariant.ts";

/** Accepted − received = ∅ for healthy endpoints: the receiver took every delivery, and Posthouse knows it. */
export const nothingAcceptedIsLost: Invariant = {
  name: "accepted − received = ∅ for healthy endpoints",
  check: (evidence) =>
    lostDeliveries(evidence)
      .map(({ id, status }) => `${id} never arrived (it is ${status})`)
      .concat(unsure(evidence)),
};

/** The deliveries to healthy endpoints that their receiver never took. */
export function lostDeliveries(evidence: Evidence): Evidence["deliveries"] {
  const taken = new Set(evidence.hits.filter(isAccepted).map(({ delivery }) => delivery));
  return ofHealthy(evidence).filter(({ id }) => !taken.has(id));
}

function unsure(evidence: Evidence): string[] {
  return ofHealthy(evidence)
    .filter(({ status }) => status !== "succeeded")
    .map(({ id, status }) => `${id} of a healthy endpoint ended as ${status}`);
}

function ofHealthy({ deliveries, endpoints }: Evidence): Evidence["deliveries"] {
  const endpointOf = indexBy(endpoints, ({ id }) => id);
  return deliveries.filter(({ endpointId }) => endpointOf.get(endpointId)?.isHealthy === true);
}
