import { isTerminal } from "#domain/delivery/transition.ts";
import { type EndpointFact, type Evidence, type Invariant, indexBy } from "#faults/evidence/evidence.ts";

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
function isStopped({ status }: Pick<EndpointFact, "status">): boolean {
  return status === "paused" || status === "suspended";
}

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

/** Terminal states never change: the journal has no entry for a delivery that had ended. */
export const endsAreFinal: Invariant = {
  name: "terminal states never change",
  check: ({ deliveryChanges }) =>
    deliveryChanges
      .filter(({ from }) => isTerminal(from))
      .map(({ deliveryId, from, to }) => `${deliveryId} was ${from} and became ${to}`),
};

/** A delivery's attempts are numbered 1..n without gap or repeat, and n is what the delivery counted. */
export const attemptsHaveNoGaps: Invariant = {
  name: "attempt numbers 1..n without gap or repeat",
  check: ({ deliveries, attempts }) => {
    const attemptsOf = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
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

const LATENESS_MAX_MS = 1_000;

/** No attempt starts later than 1 s after its delivery was cancelled or its endpoint stopped. */
export const nothingIsSentAfterAStop: Invariant = {
  name: "no attempt starts later than 1 s after cancel or suspend",
  check: (evidence) => {
    const endpointOf = indexBy(evidence.endpoints, ({ path }) => path);
    const stoppedAt = endpointStops(evidence);
    const cancelledAt = cancellations(evidence);
    return evidence.hits.flatMap(({ delivery, path, at, attempt }) => {
      const stopMs = stoppedAt.get(endpointOf.get(path)?.id ?? "") ?? Number.POSITIVE_INFINITY;
      const cancelMs = cancelledAt.get(delivery) ?? Number.POSITIVE_INFINITY;
      const lateMs = at - Math.min(stopMs, cancelMs);
      return lateMs > LATENESS_MAX_MS
        ? [`${delivery}, attempt ${attempt}, left ${Math.round(lateMs)} ms after the stop`]
        : [];
    });
  },
};

/** When each endpoint that is stopped now became so; those that run again have nothing to answer for. */
function endpointStops({ endpointChanges }: Evidence): Map<string, number> {
  const stoppedAt = new Map<string, number>();
  for (const { endpointId, to, committedAtMs } of endpointChanges) {
    if (to === "active") stoppedAt.delete(endpointId);
    else if (!stoppedAt.has(endpointId)) stoppedAt.set(endpointId, committedAtMs);
  }
  return stoppedAt;
}

function cancellations({ deliveryChanges }: Evidence): Map<string, number> {
  const cancelled = deliveryChanges.filter(({ to }) => to === "cancelled");
  return new Map(cancelled.map(({ deliveryId, committedAtMs }) => [deliveryId, committedAtMs]));
}
