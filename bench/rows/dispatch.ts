import { z } from "zod";
import { drainBacklog } from "#bench/drain-backlog.ts";
import { figure, ratios, reach } from "#bench/report.ts";
import type { Row } from "#bench/row.ts";
import { addEndpoints, BODY_BYTES } from "#bench/subscribers.ts";
import { makeWorld } from "#bench/world.ts";
import { SLOTS } from "#worker/dispatch/limits.ts";

const BACKLOG = 50_000;
const WARM_UP = 5_000;
const BARE_POSTS = 20_000;

/** The bare loop is what the HTTP client alone can do: what the queue and its records cost is the rest. */
export const dispatch: Row = {
  name: "dispatch",
  what: "deliveries/s of one worker on a backlog of 50,000 of 1 KiB, against a bare loop of signed POSTs by the same client with the same concurrency",
  measure: async (stage) => {
    const receiver = await stage.startProcess("receiver");
    const origin = await receiver.ask({ kind: "address" }, z.string());
    const sender = await stage.startProcess("sender");
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, origin);
    await stage.startWorker({ ...world, roles: ["dispatch"] });
    const drain = (count: number) => drainBacklog(world, receiver, { endpointIds, count, bodyBytes: BODY_BYTES });
    const loop = async (count: number) => {
      const order = { url: `${origin}/quick`, count, concurrency: SLOTS, bodyBytes: BODY_BYTES };
      const { seconds } = await sender.ask(order, z.object({ seconds: z.number() }));
      await receiver.ask({ kind: "hits", count }, z.null());
      return count / seconds;
    };
    stage.progress("warming up");
    await drain(WARM_UP);
    await loop(WARM_UP);
    const worker: number[] = [];
    const bare: number[] = [];
    for (let round = 1; round <= stage.rounds; round++) {
      stage.progress(`round ${round} of ${stage.rounds}`);
      bare.push(await loop(BARE_POSTS));
      worker.push(await drain(BACKLOG));
    }
    return {
      figures: [figure("worker", "deliveries/s", worker), figure("bare loop", "POSTs/s", bare)],
      reaches: [reach("of the bare loop", { rounds: ratios(worker, bare), atLeast: 0.8 })],
      remarks: [],
    };
  },
};
