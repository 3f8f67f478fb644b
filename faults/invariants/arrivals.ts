import { LEASES_LOST_MAX } from "#domain/delivery/transition.ts";
import { attemptKey, type Evidence, type Invariant, indexBy, lostAttempts } from "#faults/evidence/evidence.ts";
import { type Hit, isAccepted } from "#harness/ledger-receiver.ts";

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

/** Received ⊆ accepted: every hit is a delivery of an event that was posted, by its own tenant, at its endpoint's URL. */
export const nothingForeignIsReceived: Invariant = {
  name: "received ⊆ accepted, right tenant, right URL",
  check: ({ deliveries, endpoints, events, posts, hits }) => {
    const deliveryOf = indexBy(deliveries, ({ id }) => id);
    const endpointOf = indexBy(endpoints, ({ id }) => id);
    const eventOf = indexBy(events, ({ id }) => id);
    const postOf = indexBy(posts, ({ bodySha256 }) => bodySha256);
    return hits.flatMap((hit) => {
      const delivery = deliveryOf.get(hit.delivery);
      if (!delivery) return [`${hit.delivery || "a hit without a delivery"} is no delivery of ours`];
      const event = eventOf.get(delivery.eventId);
      if (!event || hit.webhookId !== event.id) return [`${hit.delivery} arrived as ${hit.webhookId}`];
      const endpoint = endpointOf.get(delivery.endpointId);
      if (endpoint?.path !== hit.path) return [`${hit.delivery} arrived at ${hit.path}`];
      const post = postOf.get(event.bodySha256);
      if (!post && !event.isSynthetic) return [`${hit.delivery} carries an event that nobody posted`];
      const tenants = new Set([post?.tenantId ?? event.tenantId, event.tenantId, delivery.tenantId, endpoint.tenantId]);
      return tenants.size === 1 ? [] : [`${hit.delivery} crossed from one tenant to another`];
    });
  },
};

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

/** What arrives is the event's exact bytes, with a signature that the public package accepts. */
export const bodiesArriveWhole: Invariant = {
  name: "body hash received = accepted, signature valid",
  check: ({ events, hits }) => {
    const eventOf = indexBy(events, ({ id }) => id);
    return hits.flatMap(({ webhookId, delivery, attempt, bodySha256, isSigned }) => {
      const which = `${delivery}, attempt ${attempt}`;
      if (!isSigned) return [`${which}: the signature does not fit`];
      return eventOf.get(webhookId)?.bodySha256 === bodySha256 ? [] : [`${which}: the bytes are not ${webhookId}'s`];
    });
  },
};

/** No receiver ever had more requests open than its endpoint allows, however many workers there were. */
export const limitsHold: Invariant = {
  name: "never more requests open than maxInFlight",
  check: ({ hits, endpoints }) => {
    const endpointOf = indexBy(endpoints, ({ path }) => path);
    return hits.flatMap(({ path, open, delivery }) => {
      const limit = endpointOf.get(path)?.maxInFlight ?? Number.POSITIVE_INFINITY;
      return open > limit ? [`${delivery} was the ${open}th request open at ${path}, which allows ${limit}`] : [];
    });
  },
};

/**
 * Extra hits ≤ attempts in flight at the kills, delivery by delivery: a receiver that took a delivery sees it again only
 * as often as a fault cut it off or a stopping worker handed it back, and one attempt is one request.
 */
export const duplicatesComeFromFaults: Invariant = {
  name: "extra hits ≤ attempts in flight at the kills",
  check: (evidence) => {
    const excuses = countExcuses(evidence);
    const twice = [...Map.groupBy(evidence.hits, ({ delivery, attempt }) => attemptKey(delivery, attempt)).values()]
      .filter((hits) => hits.length > 1 + (excuses.handedBack.get(hits[0]?.delivery ?? "") ?? 0))
      .map((hits) => `${hits[0]?.delivery} arrived ${hits.length} times as attempt ${hits[0]?.attempt}`);
    const extra = [...extraHits(evidence.hits)].flatMap(([delivery, count]) => {
      const excused = (excuses.lost.get(delivery) ?? 0) + (excuses.handedBack.get(delivery) ?? 0);
      return count > excused
        ? [`${delivery} arrived ${count} times too often, and ${excused} of its attempts were cut off`]
        : [];
    });
    return [...twice, ...extra];
  },
};

/** How often each delivery arrived after its receiver had taken it already. */
export function extraHits(hits: readonly Hit[]): Map<string, number> {
  const extra = new Map<string, number>();
  const taken = new Set<string>();
  for (const hit of [...hits].sort((a, b) => a.at - b.at)) {
    if (taken.has(hit.delivery)) extra.set(hit.delivery, (extra.get(hit.delivery) ?? 0) + 1);
    if (isAccepted(hit)) taken.add(hit.delivery);
  }
  return extra;
}

function countExcuses(evidence: Evidence): { lost: Map<string, number>; handedBack: Map<string, number> } {
  const lost = new Map<string, number>();
  for (const key of lostAttempts(evidence)) count(lost, key.slice(0, key.indexOf("/")));
  const handedBack = new Map<string, number>();
  for (const change of evidence.deliveryChanges) {
    if (change.from === "sending" && change.attemptCount < change.attemptCountBefore)
      count(handedBack, change.deliveryId);
  }
  return { lost, handedBack };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
