import { partitionAt, WEEK_MS } from "#db/partition.ts";
import { seededRandom } from "#harness/seeded-random.ts";
import { makePopulation, type SeedTenant } from "./population.ts";
import { createIdMaker } from "./random.ts";

export type PlanOptions = {
  deliveries: number;
  seed: number;
  /** Where the history ends. */
  now: Date;
  /** How far back it reaches. */
  weeks?: number;
};

/** A bulk replay of the history, as `q=rpl_…` finds it. */
export type SeedReplay = { id: string; tenant: SeedTenant; upToDeliveryId: string; at: Date };
/** Who a history is of. */
export type Seeded = { tenants: readonly SeedTenant[]; replays: readonly SeedReplay[] };

type HistoryPlan = Seeded & { plan: readonly SeedWeek[]; since: Date; random: () => number };

const WEEKS = 53;

/** What a history will hold before any of it is made, and after: the same for the same options. */
export function planHistory({ deliveries, seed, now, weeks = WEEKS }: PlanOptions): HistoryPlan {
  const plan = planWeeks(deliveries, { now, weeks });
  const since = new Date(plan[0]?.fromMs ?? now);
  const random = seededRandom(seed);
  const tenants = makePopulation(random, since);
  return { plan, since, tenants, replays: planReplays(tenants, { plan, random }), random };
}

/** The largest tenants had one each, half a year ago. */
function planReplays(
  tenants: readonly SeedTenant[],
  { plan, random }: { plan: readonly SeedWeek[]; random: () => number },
): SeedReplay[] {
  const at = new Date(plan[Math.floor(plan.length / 2)]?.fromMs ?? 0);
  const newId = createIdMaker(random);
  const upToDeliveryId = newId(at.getTime());
  return tenants.slice(0, 5).map((tenant) => ({ id: newId(at.getTime()), tenant, upToDeliveryId, at }));
}

/** A week of history: where it starts and ends in milliseconds since 1970, and how many deliveries fall into it. */
export type SeedWeek = { fromMs: number; toMs: number; deliveries: number };

/** The weeks up to `now`, oldest first; traffic grows by the year, and the running week is as full as it is old. */
function planWeeks(deliveries: number, { now, weeks }: { now: Date; weeks: number }): SeedWeek[] {
  const current = partitionAt("deliveries_ended", now).from.getTime();
  const spans = Array.from({ length: weeks }, (_, at) => {
    const fromMs = current - (weeks - 1 - at) * WEEK_MS;
    const toMs = Math.min(fromMs + WEEK_MS, now.getTime());
    return { fromMs, toMs, weight: (0.6 + (0.8 * at) / weeks) * ((toMs - fromMs) / WEEK_MS) };
  });
  const total = spans.reduce((sum, { weight }) => sum + weight, 0);
  let planned = 0;
  let made = 0;
  return spans.map(({ fromMs, toMs, weight }) => {
    planned += (deliveries * weight) / total;
    const count = Math.round(planned) - made;
    made += count;
    return { fromMs, toMs, deliveries: count };
  });
}

/** Where in the week (0 to 1) the given share of its traffic has come: much by day, little by night and on Sundays. */
export function timeOfShare(share: number): number {
  const hour = CUMULATED.findIndex((sum) => share < sum);
  if (hour === -1) return 1;
  const before = CUMULATED[hour - 1] ?? 0;
  return (hour + (share - before) / ((CUMULATED[hour] ?? 1) - before)) / HOURS;
}

const HOURS = 168;
const CUMULATED = cumulated();

function cumulated(): number[] {
  const weights = Array.from({ length: HOURS }, (_, hour) => {
    const ofDay = 1 + 0.7 * Math.sin(((hour % 24) - 8) * (Math.PI / 12));
    return ofDay * (hour >= 120 ? 0.6 : 1);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
}
