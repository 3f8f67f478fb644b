import { setTimeout as delay } from "node:timers/promises";
import { seedBacklog, setStatus } from "#bench/backlog.ts";
import { figure, quantile, ratios, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { startLoad, timedTraffic } from "#bench/traffic.ts";
import { makeWorld, type World } from "#bench/world.ts";

const HEALTHY = 10;
const PER_SECOND = 200;
const SECONDS = 6;
const WARM_UP_SECONDS = 3;
/** How long a neighbour has been at it when the measurement begins. */
const SETTLES_MS = 1_500;

/** Neighbours of the healthy endpoints; each has its limits as they come: 10 requests at a time. */
const NEIGHBOURS = [
  { name: "hanging, 10,000 due", path: "/hang", due: 10_000, rateLimitPerSecond: null },
  { name: "hanging, 100,000 due", path: "/hang", due: 100_000, rateLimitPerSecond: null },
  { name: "failing, 20,000 due", path: "/fail", due: 20_000, rateLimitPerSecond: null },
  { name: "rate-limited, 10,000 due", path: "/slow", due: 10_000, rateLimitPerSecond: 50 },
] as const;

/** Every round plays all of them, the quiet one first, so that each is held against its own round. */
export const isolation: Row = {
  name: "isolation",
  what: "p99 from post to arrival at 10 healthy endpoints beside one that is not, against the same without it",
  measure: async (stage) => {
    const traffic = { receiver: await stage.startReceiver(), load: startLoad(stage) };
    const { origin } = traffic.receiver;
    const world = await makeWorld(stage);
    const types = await addHealthy(world, origin);
    const neighbours = await addNeighbours(world, origin);
    const worker = await stage.startWorker({ ...world, roles: [] });
    const p99 = async (seconds = SECONDS) => {
      const paced = { origin: worker.url, types, perSecond: PER_SECOND, seconds };
      return quantile(await timedTraffic(traffic, world, paced), 0.99);
    };
    stage.progress("warming up");
    await p99(WARM_UP_SECONDS);
    const rounds = await playRounds(stage, async () => {
      const quiet = await p99();
      const beside = new Map<string, number>();
      for (const { id } of neighbours) {
        await setStatus(world.sql, [id], "active");
        await delay(SETTLES_MS);
        beside.set(id, await p99());
        await setStatus(world.sql, [id], "paused");
      }
      return { quiet, beside };
    });
    const quiet = rounds.map((round) => round.quiet);
    return {
      figures: [figure("without neighbour, p99", "ms", quiet)],
      reaches: neighbours.map(({ name, id }) => {
        const disturbed = rounds.map(({ beside }) => beside.get(id) ?? Number.NaN);
        return reach(`${name}: times that`, { rounds: ratios(disturbed, quiet), atMost: 2 });
      }),
    };
  },
};

async function addHealthy(world: World, origin: string): Promise<string[]> {
  const types = Array.from({ length: HEALTHY }, (_, at) => `bench.healthy${at}`);
  for (const type of types) await world.addEndpoint({ url: `${origin}/timed`, type, maxInFlight: 10 });
  return types;
}

/** Paused until their turn, with all that is due to them. */
async function addNeighbours(world: World, origin: string): Promise<{ name: string; id: string }[]> {
  const made: { name: string; id: string }[] = [];
  for (const { name, path, due, rateLimitPerSecond } of NEIGHBOURS) {
    const id = await world.addEndpoint({
      url: `${origin}${path}`,
      type: "bench.none",
      maxInFlight: 10,
      rateLimitPerSecond,
    });
    await setStatus(world.sql, [id], "paused");
    await seedBacklog(world, { endpointIds: [id], count: due, bodyBytes: 256, hasOwnEvents: false });
    made.push({ name, id });
  }
  return made;
}
