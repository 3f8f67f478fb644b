import { z } from "zod";
import { drainBacklog } from "#bench/drain-backlog.ts";
import { installPeers } from "#bench/install-peers.ts";
import { figure, ratios, reach } from "#bench/report.ts";
import type { Row } from "#bench/row.ts";
import type { Stage } from "#bench/stage.ts";
import { startRedis } from "#bench/start-redis.ts";
import { addEndpoints, BODY_BYTES } from "#bench/subscribers.ts";
import { makeWorld, type World } from "#bench/world.ts";
import type { Tool } from "#harness/tool.ts";

const JOBS = 10_000;
const WARM_UP = 2_000;

type Peer = { name: string; process: Tool; isBatching: boolean };

/** The same deliveries as jobs of a queue: sign, fetch, insert a row for the attempt. */
export const peers: Row = {
  name: "peers",
  what: "deliveries/s of one worker, against graphile-worker and BullMQ doing the same with a row per attempt",
  measure: async (stage) => {
    const receiver = await stage.startReceiver();
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, receiver.origin);
    await stage.startWorker({ ...world, roles: ["dispatch"] });
    const { started, missing } = await startPeers(stage, world);
    const ours = (count: number) => drainBacklog(world, receiver, { endpointIds, count, bodyBytes: BODY_BYTES });
    const theirs = async ({ process, isBatching }: Peer, count: number) => {
      const order = { url: `${receiver.origin}/quick`, count, bodyBytes: BODY_BYTES, isBatching };
      const { seconds } = await process.ask(order, z.object({ seconds: z.number() }));
      await receiver.hits(count);
      return count / seconds;
    };
    stage.progress("warming up");
    await ours(WARM_UP);
    for (const peer of started) await theirs(peer, WARM_UP);
    const rates = { ours: [] as number[], peers: started.map(() => [] as number[]) };
    for (let round = 1; round <= stage.rounds; round++) {
      stage.progress(`round ${round} of ${stage.rounds}`);
      rates.ours.push(await ours(JOBS));
      for (const [at, peer] of started.entries()) rates.peers[at]?.push(await theirs(peer, JOBS));
    }
    const fastest = rates.ours.map((_, round) => Math.max(...rates.peers.map((of) => of[round] ?? 0)));
    return {
      figures: [
        figure("worker", "deliveries/s", rates.ours),
        ...started.map(({ name }, at) => figure(name, "deliveries/s", rates.peers[at] ?? [])),
      ],
      reaches: [reach("times the fastest of them", { rounds: ratios(rates.ours, fastest), atLeast: 3 })],
      remarks: missing,
    };
  },
};

async function startPeers(stage: Stage, world: World): Promise<{ started: Peer[]; missing: string[] }> {
  await installPeers();
  const env = { DATABASE_URL: world.databaseUrl };
  const graphile = stage.startTool("bench/peers/graphile.mjs", env);
  const started = [
    { name: "graphile-worker", process: graphile, isBatching: false },
    { name: "graphile-worker, with its batching", process: graphile, isBatching: true },
  ];
  const redis = await startRedis();
  if (redis === null) return { started, missing: ["BullMQ was left out: there is no redis-server on this machine."] };
  stage.onEnd(redis.stop);
  const bullmq = stage.startTool("bench/peers/bullmq.mjs", { ...env, REDIS_PORT: String(redis.port) });
  return { started: [...started, { name: "BullMQ", process: bullmq, isBatching: false }], missing: [] };
}
