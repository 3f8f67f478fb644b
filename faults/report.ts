import { z } from "zod";

/** What one run threw, and what survived it. */
export const runReport = z.object({
  scenario: z.string(),
  what: z.string(),
  round: z.number(),
  seed: z.number(),
  accepted: z.number(),
  /** Posts that got no 202: refused, and never answered. */
  refused: z.number(),
  unanswered: z.number(),
  /** Of both, those that were kept all the same: the answer was lost, not the event. */
  keptUnanswered: z.number(),
  deliveries: z.number(),
  hits: z.number(),
  kills: z.number(),
  inFlightAtKills: z.number(),
  duplicates: z.number(),
  lost: z.number(),
  seconds: z.number(),
  remarks: z.array(z.string()),
  /** By the name of the invariant, or of the scenario for its own findings. */
  violations: z.array(z.object({ rule: z.string(), breaches: z.array(z.string()) })),
  /** Logs and ledger. */
  folder: z.string(),
});
export type RunReport = z.infer<typeof runReport>;
