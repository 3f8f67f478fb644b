import { z } from "zod";
import { drainBacklog } from "#bench/drain-backlog.ts";
import { byName, takeProcessorTime } from "#bench/processor-time.ts";
import { type Figure, figure, ratios, reach } from "#bench/report.ts";
import type { Row } from "#bench/row.ts";
import { addEndpoints, BODY_BYTES } from "#bench/subscribers.ts";
import { makeWorld } from "#bench/world.ts";
import { SLOTS } from "#worker/dispatch/limits.ts";

const BACKLOG = 50_000;
const WARM_UP = 5_000;
const BARE_POSTS = 20_000;

type Side = { rates: number[]; microseconds: Record<string, number>[] };

/** The bare loop is what the HTTP client alone can do: what the queue and its records cost is the rest. */
export const dispatch: Row = {
  name: "dispatch",
  what: "deliveries/s of one worker on a backlog of 50,000 of 1 KiB, against a bare loop of signed POSTs by the same client with the same concurrency",
  measure: async (stage) => {
    const receiver = await stage.startReceiver();
    const sender = stage.startTool("bench/process/sender.ts");
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, receiver.origin);
    const worker = await stage.startWorker({ ...world, roles: ["dispatch"] });
    const postgresPid = await stage.postgresPid();
    const drain = async (count: number, side: Side) => {
      const watched = { processes: { worker: worker.pid, receiver: receiver.pid }, postgresPid };
      let stop = await takeProcessorTime(watched);
      const onStart = async () => {
        stop = await takeProcessorTime(watched);
      };
      side.rates.push(await drainBacklog(world, receiver, { endpointIds, count, bodyBytes: BODY_BYTES, onStart }));
      side.microseconds.push(await stop(count));
    };
    const loop = async (count: number, side: Side) => {
      const stop = await takeProcessorTime({ processes: { "bare loop": sender.pid, "its receiver": receiver.pid } });
      const order = { url: `${receiver.origin}/quick`, count, concurrency: SLOTS, bodyBytes: BODY_BYTES };
      const { seconds } = await sender.ask(order, z.object({ seconds: z.number() }));
      await receiver.hits(count);
      side.rates.push(count / seconds);
      side.microseconds.push(await stop(count));
    };
    stage.progress("warming up");
    await drain(WARM_UP, emptySide());
    await loop(WARM_UP, emptySide());
    const [ours, bare] = [emptySide(), emptySide()];
    for (let round = 1; round <= stage.rounds; round++) {
      stage.progress(`round ${round} of ${stage.rounds}`);
      await loop(BARE_POSTS, bare);
      await drain(BACKLOG, ours);
    }
    return {
      figures: [
        figure("worker", "deliveries/s", ours.rates),
        figure("bare loop", "POSTs/s", bare.rates),
        ...[ours, bare].flatMap(processorFigures),
      ],
      reaches: [reach("of the bare loop", { rounds: ratios(ours.rates, bare.rates), atLeast: 0.8 })],
      remarks: [],
    };
  },
};

function emptySide(): Side {
  return { rates: [], microseconds: [] };
}

function processorFigures({ microseconds }: Side): Figure[] {
  return byName(microseconds).map(([name, rounds]) => figure(`processor time, ${name}`, "µs each", rounds));
}
