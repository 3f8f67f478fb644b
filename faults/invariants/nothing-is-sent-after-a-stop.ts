import type { Evidence } from "#faults/evidence/evidence.ts";
import { indexBy } from "#faults/evidence/group.ts";
import type { Invariant } from "./invariant.ts";

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
