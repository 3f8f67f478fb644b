import type { Stage } from "#faults/stage.ts";
import type { PlannedEndpoint } from "#faults/world.ts";

/** One fault: what it throws, and on whom. It leaves workers running that can do all that is left to do. */
export type Scenario = {
  name: string;
  /** In words for people; docs/concepts/faults.md has them all. */
  what: string;
  /** Left out of the short form. */
  isLong?: boolean;
  /** The standard plan where left out. */
  plan?: readonly PlannedEndpoint[];
  /** Crashes the database itself, so what is committed must be on disk. */
  needsDurability?: boolean;
  run: (stage: Stage) => Promise<void>;
};
