import { type GrowthCase, growthCases } from "#bench/growth/cases.ts";
import { type GrowthHistory, keptHistories, makeHistory, visit } from "#bench/growth/histories.ts";
import { measureWrites, undoWrites, type WriteCost } from "#bench/growth/write-cost.ts";
import { type Figure, figure, quantile, type Reach, reach } from "#bench/report.ts";
import { playRounds, type Row, type Stage } from "#bench/stage.ts";
import { disconnectDatabase, driver } from "#db/client.ts";
import { setSettings } from "#harness/tenant.ts";

const SMALL = 100_000;
/** What `npm run bench` takes in its stride. */
const LARGE_UNLESS_TOLD = 1_000_000;
const LARGE = Number(process.env.GROWTH_DELIVERIES ?? LARGE_UNLESS_TOLD);
/** Where histories are kept from run to run; made anew each time where it is not set. */
const FOLDER = process.env.GROWTH_FOLDER;
const SEED = 1;
/** PostgreSQL plans a prepared statement anew five times before it decides whether to keep a plan. */
const WARM_UP_CALLS = 6;
const CALLS = 10;
const WRITES = 5_000;

export const GROWTH_HELP = `GROWTH_DELIVERIES=10000000 npm run bench -- --only growth

Measures with as many deliveries, ${LARGE_UNLESS_TOLD.toLocaleString("en-US")} unless told. GROWTH_FOLDER=path keeps the histories there, with a PostgreSQL of
their own that runs as long as the benchmark does, and reads them again for a week.`;

/** Milliseconds of each call, by reading. */
type Readings = Map<string, number[]>;

export const growth: Row = {
  name: "growth",
  what: `every filter of the log, first and deep page, counts, ids and charts with ${LARGE.toLocaleString("en-US")} deliveries, against ${SMALL.toLocaleString("en-US")}`,
  measure: async (stage) => {
    setSettings();
    const open = await historiesOf(stage);
    stage.onEnd(disconnectDatabase);
    const [small, large] = [await open(SMALL), await open(LARGE)];
    const pairs = await pairedCases(small, large);
    const readings: Record<"small" | "large", Readings> = { small: new Map(), large: new Map() };
    const writes = await playRounds(stage, async () => {
      for (const pair of pairs) {
        await visit(small, () => read(pair.small, readings.small));
        await visit(large, () => read(pair.large, readings.large));
      }
      return { small: await visit(small, () => write(small)), large: await visit(large, () => write(large)) };
    });
    return { figures: writeFigures(writes), reaches: reachesOf(readings), remarks: remarksOf(readings) };
  },
};

async function historiesOf(stage: Stage): Promise<(deliveries: number) => Promise<GrowthHistory>> {
  const { progress } = stage;
  if (FOLDER === undefined) {
    return async (deliveries) =>
      makeHistory(await stage.createDatabase(), { deliveries, seed: SEED, now: new Date() }, progress);
  }
  const kept = await keptHistories(FOLDER);
  stage.onEnd(kept.close);
  return (deliveries) => kept.open({ deliveries, seed: SEED, progress });
}

/** The same reading of both, so that each is measured a moment after the other: a machine may grow slow within a round. */
async function pairedCases(small: GrowthHistory, large: GrowthHistory) {
  const ofSmall = await visit(small, () => growthCases(small));
  const ofLarge = await visit(large, () => growthCases(large));
  return ofLarge.map((one) => {
    const other = ofSmall.find(({ name }) => name === one.name);
    if (!other) throw new Error(`${one.name} is read of the large history only.`);
    return { small: other, large: one };
  });
}

async function read({ name, run }: GrowthCase, readings: Readings): Promise<void> {
  for (let call = 0; call < WARM_UP_CALLS; call++) await run();
  const times = readings.get(name) ?? [];
  readings.set(name, times);
  for (let call = 0; call < CALLS; call++) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
}

/** To the largest tenant's endpoints that are in order. */
async function write({ tenants, now }: GrowthHistory): Promise<WriteCost> {
  const [tenant] = tenants;
  if (!tenant) throw new Error("The history has no tenants.");
  const endpointIds = tenant.endpoints.filter(({ temper }) => temper.name === "good").map(({ id }) => id);
  await driver()`update endpoints set max_in_flight = 100 where id = any(${endpointIds}::uuid[])`;
  const place = { tenantId: tenant.id, appId: tenant.appId, endpointIds, eventType: tenant.pickType(0) };
  const since = new Date();
  const cost = await measureWrites(driver(), place, WRITES);
  await undoWrites(driver(), { historyEndedAt: now, since });
  return cost;
}

function writeFigures(rounds: readonly Record<"small" | "large", WriteCost>[]): Figure[] {
  return (["enqueue", "claim", "record"] as const).flatMap((step) =>
    (["small", "large"] as const).map((size) => {
      const costs = rounds.map((round) => round[size][step]);
      return figure(`${step}, ${size} history`, "µs", costs);
    }),
  );
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
