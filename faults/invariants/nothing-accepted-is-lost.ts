import { LEASES_LOST_MAX } from "#domain/delivery/transition.ts";
import type { Evidence } from "#faults/evidence/evidence.ts";
import { indexBy } from "#faults/evidence/group.ts";
import { attemptKey, lostAttempts } from "#faults/evidence/lost-attempts.ts";
import { isAccepted } from "#harness/ledger-receiver.ts";
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

function ofHealthy(evidence: Evidence): Evidence["deliveries"] {
  const endpointOf = indexBy(evidence.endpoints, ({ id }) => id);
  const struck = lostAttempts(evidence);
  return evidence.deliveries.filter(
    (delivery) => endpointOf.get(delivery.endpointId)?.isHealthy === true && !isSetAside(delivery, struck),
  );
}

/** Every one of its last three attempts fell to a fault of ours: the rule that sets it aside cannot know that it was us. */
function isSetAside({ id, status, attemptCount }: Evidence["deliveries"][number], struck: Set<string>): boolean {
  const last = Array.from({ length: LEASES_LOST_MAX }, (_, back) => attemptKey(id, attemptCount - back));
  return status === "failed" && last.every((key) => struck.has(key));
}
