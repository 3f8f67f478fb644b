import { setTimeout as delay } from "node:timers/promises";
import type { Scenario } from "./scenario.ts";

const CUTS_PER_FAULT = 3;
const FREEZE_MS = 4_000;

/** Every connection of every worker goes through the proxy, which cuts them at random and stops the flow once. */
export const cutConnections: Scenario = {
  name: "cut-connections",
  what: "connections to PostgreSQL cut mid-transaction, and frozen",
  run: async (stage) => {
    const { scale, random } = stage;
    const proxy = await stage.startProxy();
    await stage.startWorker(["ingest", "maintain"], { databaseUrl: proxy.url });
    await stage.startWorker(["dispatch"], { databaseUrl: proxy.url });
    const cuts = scale.faults * CUTS_PER_FAULT;
    const load = stage.startLoad({ seconds: cuts });
    for (let cut = 0; cut < cuts; cut++) {
      await delay(200 + random() * 800);
      proxy.cut();
      await stage.note("connections cut");
    }
    proxy.freeze();
    await delay(FREEZE_MS);
    proxy.thaw();
    await load.done;
    stage.remark(`${cuts} cuts, one freeze of ${FREEZE_MS / 1000} s`);
  },
};
