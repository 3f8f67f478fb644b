import { CONNECTION_BUDGET } from "#db/connection-budget.ts";
import { POOL_SIZE, startPooler } from "#faults/many-machines/start-pooler.ts";
import { watchConnections } from "#faults/many-machines/watch-connections.ts";
import type { Scenario } from "./scenario.ts";

const ROLES = ["ingest", "dispatch", "maintain"] as const;
const WORKERS = 2;
const SECONDS_PER_RESTART = 4;

/** Every transaction may get another server connection; what outlives one goes past the pooler. */
export const pooler: Scenario = {
  name: "pooler",
  what: "workers behind PgBouncer in transaction mode, restarted in turn",
  forms: ["long"],
  run: async (stage) => {
    const { databaseUrl, scale } = stage;
    const pool = await startPooler(databaseUrl);
    stage.onEnd(pool.stop);
    const start = () => stage.startWorker(ROLES, { databaseUrl: pool.url, env: { DATABASE_DIRECT_URL: databaseUrl } });
    const running = [await start(), await start()];
    const connections = watchConnections(stage.sql);
    const restarts = Math.ceil(scale.restarts / 4);
    const load = stage.startLoad({ seconds: restarts * SECONDS_PER_RESTART });
    for (let restart = 0; restart < restarts; restart++) {
      running.push(await start());
      const how = await running.shift()?.stop();
      stage.require(how === "exit code 0", `A worker ended with ${how}.`);
    }
    await load.done;
    await connections.stop();
    // One worker starts before another one leaves.
    const budget = POOL_SIZE + (WORKERS + 1) * (CONNECTION_BUDGET.session + CONNECTION_BUDGET.listen);
    stage.require(connections.mostAtOnce() <= budget, `${connections.mostAtOnce()} connections, budget ${budget}.`);
    stage.remark(`${restarts} restarts; at most ${connections.mostAtOnce()} connections at once`);
  },
};
