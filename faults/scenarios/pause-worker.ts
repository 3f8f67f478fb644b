import { setTimeout as delay } from "node:timers/promises";
import { LEASE_MS } from "#worker/dispatch/limits.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS_PER_PAUSE = 8;

export const pauseWorker: Scenario = {
  name: "pause-worker",
  what: "worker SIGSTOP for two leases, then SIGCONT",
  forms: ["long"],
  run: async (stage) => {
    const { random, receiver } = stage;
    await stage.startWorker(["ingest", "maintain"]);
    const victim = await stage.startWorker(["dispatch"]);
    const load = stage.startLoad({ seconds: SECONDS_PER_PAUSE });
    await receiver.nextHits(20 + Math.floor(random() * 60), { timeoutMs: 5_000 });
    await delay(random() * 40);
    victim.pause();
    const underWay = await stage.note("SIGSTOP");
    stage.require(underWay > 0, "Nothing was under way when the worker was stopped.");
    await stage.startWorker(["dispatch"]);
    await delay(2 * LEASE_MS + 2_000);
    victim.resume();
    await load.done;
    stage.remark(`${underWay} under way when it was stopped`);
  },
};
