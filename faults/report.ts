/** What one run threw, and what survived it. */
export type RunReport = {
  scenario: string;
  what: string;
  round: number;
  seed: number;
  accepted: number;
  /** Posts that got no 202: refused, and never answered. */
  refused: number;
  unanswered: number;
  /** Of both, those that were kept all the same: the answer was lost, not the event. */
  keptUnanswered: number;
  deliveries: number;
  hits: number;
  kills: number;
  inFlightAtKills: number;
  duplicates: number;
  lost: number;
  seconds: number;
  remarks: string[];
  /** By the name of the invariant, or of the scenario for its own findings. */
  violations: { rule: string; breaches: string[] }[];
  /** Logs and ledger; kept where something was violated. */
  folder: string;
};
