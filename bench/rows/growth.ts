import { type GrowthCase, growthCases } from "#bench/growth/cases.ts";
import { measureWrites, type WriteCost } from "#bench/growth/write-cost.ts";
import { type Figure, figure, type Reach, reach } from "#bench/report.ts";
import type { Row } from "#bench/row.ts";
import { type Seeded, seedHistory } from "#bench/seed/seed-history.ts";
import type { Stage } from "#bench/stage.ts";
import { quantile } from "#bench/statistics.ts";
import { setBenchSettings } from "#bench/world.ts";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";

const SMALL = 100_000;
/** What `npm run bench` takes in its stride. GROWTH_DELIVERIES=10000000 measures what SPEC §7 asks for, in half an hour. */
const LARGE = Number(process.env.GROWTH_DELIVERIES ?? 1_000_000);
const SEED = 1;
const CONNECTIONS = 12;
const WARM_UP_CALLS = 2;
const CALLS = 10;
const WRITES = 5_000;

type History = Seeded & { url: string; now: Date };
/** Milliseconds of each call, by reading. */
type Readings = Map<string, number[]>;

export const growth: Row = {
  name: "growth",
  what: `every filter of the log, first and deep page, counts, ids and charts with ${LARGE.toLocaleString("en-US")} deliveries, against ${SMALL.toLocaleString("en-US")}`,
  measure: async (stage) => {
    setBenchSettings();
    stage.onEnd(disconnectDatabase);
    const [small, large] = [await seed(stage, SMALL), await seed(stage, LARGE)];
    const readings: Record<"small" | "large", Readings> = { small: new Map(), large: new Map() };
    const writes: Record<"small" | "large", WriteCost[]> = { small: [], large: [] };
    for (let round = 1; round <= stage.rounds; round++) {
      stage.progress(`round ${round} of ${stage.rounds}`);
      await visit(small, () => read(small, readings.small));
      await visit(large, () => read(large, readings.large));
      writes.small.push(await visit(small, () => write(small)));
      writes.large.push(await visit(large, () => write(large)));
    }
    return { figures: writeFigures(writes), reaches: reachesOf(readings), remarks: remarksOf(readings) };
  },
};

async function seed(stage: Stage, deliveries: number): Promise<History> {
  const url = await stage.createDatabase();
  const now = new Date();
  let told = 0;
  const onProgress = (done: number) => {
    if (done < told + deliveries / 10) return;
    told = done;
    stage.progress(`seeded ${done.toLocaleString("en-US")} of ${deliveries.toLocaleString("en-US")}`);
  };
  const startedAt = performance.now();
  const seeded = await visit({ url }, () =>
    seedHistory(driver(), database(), { deliveries, seed: SEED, now, onProgress }),
  );
  const perSecond = Math.round(deliveries / ((performance.now() - startedAt) / 1000));
  stage.progress(`seeded ${perSecond.toLocaleString("en-US")} deliveries a second`);
  return { ...seeded, url, now };
}

async function visit<T>({ url }: { url: string }, work: () => Promise<T>): Promise<T> {
  await disconnectDatabase();
  connectDatabase(url, { connectionsMax: CONNECTIONS });
  return work();
}

async function read(history: History, readings: Readings): Promise<void> {
  for (const one of await growthCases(history)) {
    const times = readings.get(one.name) ?? [];
    readings.set(one.name, times);
    times.push(...(await timesOf(one)));
  }
}

async function timesOf({ run }: GrowthCase): Promise<number[]> {
  for (let call = 0; call < WARM_UP_CALLS; call++) await run();
  const times: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** To the largest tenant's endpoints that are in order. */
async function write({ tenants }: History): Promise<WriteCost> {
  const [tenant] = tenants;
  if (!tenant) throw new Error("The history has no tenants.");
  const endpointIds = tenant.endpoints.filter(({ temper }) => temper.name === "good").map(({ id }) => id);
  await driver()`update endpoints set max_in_flight = 100 where id = any(${endpointIds}::uuid[])`;
  const place = { tenantId: tenant.id, appId: tenant.appId, endpointIds, eventType: tenant.pickType(0) };
  return measureWrites(driver(), place, WRITES);
}

function writeFigures({ small, large }: Record<"small" | "large", WriteCost[]>): Figure[] {
  const steps = ["enqueue", "claim", "record"] as const;
  return steps.flatMap((step) => [
    figure(
      `${step}, small history`,
      "µs",
      small.map((cost) => cost[step]),
    ),
    figure(
      `${step}, large history`,
      "µs",
      large.map((cost) => cost[step]),
    ),
  ]);
}

/** The worst of all readings counts. */
function reachesOf(readings: Record<"small" | "large", Readings>): Reach[] {
  const rows = compare(readings);
  const slowest = rows.toSorted((a, b) => b.p95 - a.p95)[0];
  const steepest = rows.toSorted((a, b) => b.ratio - a.ratio)[0];
  if (!slowest || !steepest) throw new Error("Nothing was read.");
  return [
    reach(`p95 of the slowest: ${slowest.name}`, { unit: "ms", rounds: [slowest.p95], atMost: 50 }),
    reach(`against few: ${steepest.name}`, { rounds: [steepest.ratio], atMost: 2 }),
  ];
}

function remarksOf(readings: Record<"small" | "large", Readings>): string[] {
  return compare(readings).map(({ name, p50, p95, ratio, before }) => {
    const ms = (value: number) => value.toFixed(1).padStart(6);
    return `${name.padEnd(42)} ${ms(p50)} ms, p95 ${ms(p95)} ms; few: ${ms(before)} ms; ×${ratio.toFixed(2)}`;
  });
}

function compare({ small, large }: Record<"small" | "large", Readings>) {
  return [...large].map(([name, times]) => {
    const before = quantile(small.get(name) ?? [], 0.5);
    const p50 = quantile(times, 0.5);
    return { name, p50, p95: quantile(times, 0.95), before, ratio: p50 / before };
  });
}
