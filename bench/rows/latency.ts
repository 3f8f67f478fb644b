import { figure, quantile, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { startLoad, timedTraffic } from "#bench/traffic.ts";
import { makeWorld } from "#bench/world.ts";

const PER_SECOND = 300;
const SECONDS = 8;
const WARM_UP_SECONDS = 3;
const TYPE = "bench.latency";

/** One worker does everything, as one that is started without WORKER_ROLES. */
export const latency: Row = {
  name: "latency",
  what: "from just before an event is posted to its arrival at the receiver, at 300 events/s, against posting to the receiver itself",
  measure: async (stage) => {
    const traffic = { receiver: await stage.startReceiver(), load: startLoad(stage) };
    const { origin } = traffic.receiver;
    const world = await makeWorld(stage);
    await world.addEndpoint({ url: `${origin}/timed`, type: TYPE });
    const worker = await stage.startWorker({ ...world, roles: [] });
    const paced = { types: [TYPE], perSecond: PER_SECOND, seconds: SECONDS };
    stage.progress("warming up");
    await timedTraffic(traffic, world, { ...paced, origin: worker.url, seconds: WARM_UP_SECONDS });
    const rounds = await playRounds(stage, async () => ({
      direct: await timedTraffic(traffic, world, { ...paced, origin, path: "/timed" }),
      through: await timedTraffic(traffic, world, { ...paced, origin: worker.url }),
    }));
    const direct = (share: number) => rounds.map((round) => quantile(round.direct, share));
    const through = (share: number) => rounds.map((round) => quantile(round.through, share));
    return {
      figures: [
        figure("to the receiver itself, p50", "ms", direct(0.5)),
        figure("to the receiver itself, p99", "ms", direct(0.99)),
      ],
      reaches: [
        reach("p50", { unit: "ms", rounds: through(0.5), atMost: 20 }),
        reach("p99", { unit: "ms", rounds: through(0.99), atMost: 150 }),
      ],
    };
  },
};
