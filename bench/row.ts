import type { Findings } from "./report.ts";
import type { Stage } from "./stage.ts";

/** One measurement with its baseline. `measure` warms up, then plays the stage's rounds, both sides in turn. */
export type Row = {
  name: string;
  /** What is measured, against what. */
  what: string;
  measure: (stage: Stage) => Promise<Findings>;
};
