import type { Evidence } from "#faults/evidence/evidence.ts";

/** A rule that holds after every run, whatever was thrown; `check` answers a sentence with its ids for each breach. */
export type Invariant = { name: string; check: (evidence: Evidence) => string[] };
