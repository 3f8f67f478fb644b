import { catchClaim } from "./catch-claim.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS_PER_KILL = 2.5;

/** The proxy withholds the answer to a claim that the server has committed: the worker cannot have sent anything of it. */
export const killBeforeSend: Scenario = {
  name: "kill-before-send",
  what: "SIGKILL between claim and send",
  run: async (stage) => {
    const { receiver, random, scale, sql } = stage;
    const proxy = await stage.startProxy();
    await stage.startWorker(["ingest", "maintain"]);
    const load = stage.startLoad({ seconds: scale.faults * SECONDS_PER_KILL });
    let unsent = 0;
    for (let fault = 0; fault < scale.faults; fault++) {
      const victim = await stage.startWorker(["dispatch"], { databaseUrl: proxy.url });
      await receiver.nextHits(1 + Math.floor(random() * 40), { timeoutMs: 3_000 });
      unsent += await catchClaim(sql, proxy);
      await stage.kill(victim);
      proxy.cut();
    }
    stage.require(unsent > 0, "No claim was caught between claim and send.");
    stage.remark(`${unsent} claimed and not sent`);
    await stage.startWorker(["dispatch"]);
    await load.done;
  },
};
