import { seededRandom } from "#harness/seeded-random.ts";
import { planWeeks, type SeedWeek } from "./calendar.ts";
import { createIdMaker } from "./id-maker.ts";
import { makePopulation, type SeedTenant } from "./population.ts";

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
