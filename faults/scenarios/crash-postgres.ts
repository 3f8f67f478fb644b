import { setTimeout as delay } from "node:timers/promises";
import type { Scenario } from "./scenario.ts";

const SECONDS_PER_CRASH = 5;

export const crashPostgres: Scenario = {
  name: "crash-postgres",
  what: "PostgreSQL restart, immediate mode, under load",
  needsDurability: true,
  run: async (stage) => {
    const { scale, random, receiver, cluster } = stage;
    await stage.startWorker(["ingest", "maintain"]);
    await stage.startWorker(["dispatch"]);
    const crashes = Math.ceil(scale.faults / 2);
    const load = stage.startLoad({ seconds: crashes * SECONDS_PER_CRASH });
    for (let crash = 0; crash < crashes; crash++) {
      await receiver.nextHits(1 + Math.floor(random() * 40), { timeoutMs: 3_000 });
      await delay(random() * 500);
      await cluster.crash(random() * 1_500);
      await stage.note("PostgreSQL crash");
    }
    await load.done;
    stage.remark(`${crashes} crashes`);
  },
};
