import type { Evidence } from "#faults/evidence/evidence.ts";
import { groupBy } from "#faults/evidence/group.ts";
import { attemptKey, lostAttempts } from "#faults/evidence/lost-attempts.ts";
import { type Hit, isAccepted } from "#harness/ledger-receiver.ts";
import type { Invariant } from "./invariant.ts";

/**
 * Extra hits ≤ attempts in flight at the kills, delivery by delivery: a receiver that took a delivery sees it again only
 * as often as a fault cut it off or a stopping worker handed it back, and one attempt is one request.
 */
export const duplicatesComeFromFaults: Invariant = {
  name: "extra hits ≤ attempts in flight at the kills",
  check: (evidence) => {
    const excuses = countExcuses(evidence);
    const twice = [...groupBy(evidence.hits, ({ delivery, attempt }) => attemptKey(delivery, attempt)).values()]
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
