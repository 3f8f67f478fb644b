import { setTimeout as delay } from "node:timers/promises";
import { startPostgresProxy } from "#faults/cluster/postgres-proxy.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS_PER_KILL = 2;
const TRAPPED_WITHIN_MS = 10_000;

/** The answer to the last statement is withheld: what came up to there is done, what comes after never will be. */
const MOMENTS = [
  { what: "after COMMIT, before the 202", statements: ["insert into deliveries", "commit"] },
  { what: "during fan-out", statements: ["insert into deliveries"] },
] as const;

export const killIngest: Scenario = {
  name: "kill-ingest",
  what: "SIGKILL of the ingest door after COMMIT before the 202, and during fan-out",
  forms: ["short", "long"],
  run: async (stage) => {
    const { scale, random } = stage;
    const proxy = await startPostgresProxy(stage.databaseUrl);
    await stage.startWorker(["dispatch", "maintain"]);
    let door = await stage.startWorker(["ingest"], { databaseUrl: proxy.url });
    const load = stage.startLoad({ seconds: scale.blows * 2 * SECONDS_PER_KILL, keyedShare: 0.4 });
    for (let blow = 0; blow < scale.blows; blow++) {
      for (const { what, statements } of MOMENTS) {
        await delay(random() * 800);
        const trapped = proxy.answerWithheldTo(statements).then(() => true);
        const isTrapped = await Promise.race([trapped, delay(TRAPPED_WITHIN_MS, false)]);
        stage.require(isTrapped || load.settled() === scale.events, `No kill fell ${what}.`);
        await stage.kill(door);
        door = await stage.startWorker(["ingest"], { databaseUrl: proxy.url });
      }
    }
    await load.done;
    const unknown = load.posts.filter(({ outcome }) => outcome.kind === "unknown").length;
    stage.remark(`${unknown} posts unanswered, the others repeated under their key`);
    await proxy.close();
  },
};
