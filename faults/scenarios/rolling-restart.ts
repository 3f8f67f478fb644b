import { setTimeout as delay } from "node:timers/promises";
import type { ProductProcess } from "#harness/worker.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS_PER_RESTART = 2.5;
const ROLES = ["ingest", "dispatch", "maintain"] as const;

/** Two workers behind a balancer that tries the other door when one is shut. One after the other is replaced. */
export const rollingRestart: Scenario = {
  name: "rolling-restart",
  what: "SIGTERM, rolling restarts",
  run: async (stage) => {
    const { scale, random } = stage;
    const running: ProductProcess[] = [await stage.startWorker(ROLES), await stage.startWorker(ROLES)];
    const load = stage.startLoad({
      seconds: scale.restarts * SECONDS_PER_RESTART,
      keyedShare: 0,
      isConnectionFresh: true,
    });
    for (let restart = 0; restart < scale.restarts; restart++) {
      running.push(await stage.startWorker(ROLES));
      await delay(random() * 300);
      const leaving = running.shift();
      if (!leaving) throw new Error("There is no worker to replace.");
      const how = await leaving.stop();
      stage.require(how === "exit code 0", `${leaving.name} ended with ${how}.`);
    }
    await load.done;
    const failed = load.posts.filter(({ outcome }) => outcome.kind !== "accepted");
    stage.require(
      failed.length === 0,
      `${failed.length} requests failed: ${JSON.stringify(failed.map((f) => f.outcome))}`,
    );
    stage.remark(`${scale.restarts} restarts, ${failed.length} failed requests`);
  },
};
