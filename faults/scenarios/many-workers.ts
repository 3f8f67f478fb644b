import { healthy, STANDARD_PLAN } from "#faults/world.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS = 8;
const NARROW_TYPE = "side.narrow";

/**
 * Nobody dies here, so not one duplicate is excused. All workers want what waits for the narrow endpoint, all the time:
 * its limit is theirs together.
 */
export const manyWorkers: Scenario = {
  name: "many-workers",
  what: "two workers, then many, on one queue",
  plan: [
    ...STANDARD_PLAN,
    healthy("narrow", {
      eventTypes: [NARROW_TYPE],
      maxInFlight: 3,
      behaviour: { kind: "stumbles", delayMs: [20, 50], share: 0.5 },
    }),
  ],
  run: async (stage) => {
    const { scale } = stage;
    await stage.startWorker(["ingest", "dispatch", "maintain"]);
    await stage.startWorker(["ingest", "dispatch", "maintain"]);
    await stage.postBacklog({ count: scale.events, type: NARROW_TYPE });
    const two = stage.startLoad({ seconds: SECONDS });
    await two.done;
    for (let worker = 2; worker < scale.manyWorkers; worker++) await stage.startWorker(["dispatch", "maintain"]);
    const many = stage.startLoad({ seconds: SECONDS });
    await many.done;
    stage.remark(`two workers, then ${scale.manyWorkers}`);
  },
};
