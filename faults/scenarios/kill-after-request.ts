import { setTimeout as delay } from "node:timers/promises";
import type { Scenario } from "./scenario.ts";

/** Seconds of load for each kill: as long as a worker takes to start and to be busy again. */
const SECONDS_PER_KILL = 1.8;

export const killAfterRequest: Scenario = {
  name: "kill-after-request",
  what: "SIGKILL of the worker after the request left and before the record, at random points",
  run: async (stage) => {
    const { receiver, random, scale } = stage;
    await stage.startWorker(["ingest", "maintain"]);
    let victim = await stage.startWorker(["dispatch"]);
    const load = stage.startLoad({ seconds: scale.faults * SECONDS_PER_KILL });
    for (let fault = 0; fault < scale.faults; fault++) {
      await receiver.nextHits(1 + Math.floor(random() * 60), { timeoutMs: 3_000 });
      await delay(random() * 40);
      await stage.kill(victim);
      victim = await stage.startWorker(["dispatch"]);
    }
    await load.done;
  },
};
