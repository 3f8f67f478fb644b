import { drainBacklog } from "#bench/backlog.ts";
import { figure, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { addEndpoints, BODY_BYTES, makeWorld } from "#bench/world.ts";

const BACKLOG = 50_000;

/** Each round has a worker of its own: a peak never goes down again. */
export const memory: Row = {
  name: "memory",
  what: "largest resident set of a worker while it drains a backlog of 50,000 of 1 KiB, against one that has just started",
  measure: async (stage) => {
    const receiver = await stage.startReceiver();
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, receiver.origin);
    const rounds = await playRounds(stage, async () => {
      const worker = await stage.startWorker({ ...world, roles: ["dispatch"] });
      const started = (await worker.megabytes()).peak;
      await drainBacklog(world, receiver, { endpointIds, count: BACKLOG, bodyBytes: BODY_BYTES });
      const draining = (await worker.megabytes()).peak;
      await worker.stop();
      return { started, draining };
    });
    const started = rounds.map((round) => round.started);
    return {
      figures: [figure("just started", "MB", started)],
      reaches: [reach("draining", { unit: "MB", rounds: rounds.map(({ draining }) => draining), atMost: 300 })],
      remarks: started.some(Number.isNaN) ? ["This system does not tell a process's peak."] : [],
    };
  },
};
