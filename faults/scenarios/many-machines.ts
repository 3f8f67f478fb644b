import { CONNECTION_BUDGET } from "#db/client.ts";
import type { Stage } from "#faults/stage.ts";
import type { ProductProcess } from "#harness/worker.ts";
import { buildWhenStale } from "#process/build.ts";
import type { Scenario } from "./scenario.ts";
import { watchConnections } from "./watch-connections.ts";

const SECONDS_PER_KILL = 5;

/** As in docs/guides/run-on-many-machines.md: each kind of process twice, on one PostgreSQL. */
export const manyMachines: Scenario = {
  name: "many-machines",
  what: "two each of web, ingest, dispatch and maintain processes, killed in turn",
  isLong: true,
  run: async (stage) => {
    await buildWhenStale(process.env);
    const starts = [...kinds(stage), ...kinds(stage)];
    const running: { worker: ProductProcess; start: () => Promise<ProductProcess> }[] = [];
    for (const start of starts) running.push({ worker: await start(), start });
    const connections = watchConnections(stage.sql);
    const load = stage.startLoad({ seconds: running.length * SECONDS_PER_KILL });
    for (const place of running) {
      await stage.kill(place.worker);
      place.worker = await place.start();
    }
    await load.done;
    const most = await connections.stop();
    for (const [name, count] of most) {
      const budget = name.startsWith("web")
        ? CONNECTION_BUDGET.web
        : CONNECTION_BUDGET.worker + CONNECTION_BUDGET.queue + CONNECTION_BUDGET.listen;
      stage.require(count <= budget, `${name} had ${count} connections, and ${budget} are its budget.`);
    }
    stage.remark(
      `${running.length} processes, each killed once; at most ${Math.max(...most.values())} connections each`,
    );
  },
};

function kinds(stage: Stage): (() => Promise<ProductProcess>)[] {
  return [
    stage.startWeb,
    () => stage.startWorker(["ingest"]),
    () => stage.startWorker(["dispatch"]),
    () => stage.startWorker(["maintain"]),
  ];
}
