import type { Evidence } from "./evidence/evidence.ts";
import { lostAttempts } from "./evidence/lost-attempts.ts";
import { extraHits } from "./invariants/duplicates-come-from-faults.ts";
import { lostDeliveries } from "./invariants/nothing-accepted-is-lost.ts";
import type { RunReport } from "./report.ts";

type Figures = Pick<
  RunReport,
  | "accepted"
  | "refused"
  | "unanswered"
  | "keptUnanswered"
  | "deliveries"
  | "hits"
  | "inFlightAtKills"
  | "duplicates"
  | "lost"
>;

/** The figures of a run. */
export function summarise(evidence: Evidence): Figures {
  const kept = new Set(evidence.events.map(({ bodySha256 }) => bodySha256));
  const posts = (kind: "accepted" | "refused" | "unknown") =>
    evidence.posts.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    accepted: posts("accepted"),
    refused: posts("refused"),
    unanswered: posts("unknown"),
    keptUnanswered: evidence.posts.filter((post) => post.outcome.kind !== "accepted" && kept.has(post.bodySha256))
      .length,
    deliveries: evidence.deliveries.length,
    hits: evidence.hits.length,
    inFlightAtKills: lostAttempts(evidence).size,
    duplicates: [...extraHits(evidence.hits).values()].reduce((sum, count) => sum + count, 0),
    lost: lostDeliveries(evidence).length,
  };
}
