import type { Scenario } from "./scenario.ts";

const SECONDS = 8;

/** Nobody dies here, so not one duplicate is excused. */
export const manyWorkers: Scenario = {
  name: "many-workers",
  what: "two workers, then many, on one queue",
  forms: ["short", "long"],
  run: async (stage) => {
    const { scale } = stage;
    await stage.startWorker(["ingest", "dispatch", "maintain"]);
    await stage.startWorker(["ingest", "dispatch", "maintain"]);
    const two = stage.startLoad({ seconds: SECONDS });
    await two.done;
    for (let worker = 2; worker < scale.manyWorkers; worker++) await stage.startWorker(["dispatch", "maintain"]);
    const many = stage.startLoad({ seconds: SECONDS });
    await many.done;
    stage.remark(`two workers, then ${scale.manyWorkers}`);
  },
};
