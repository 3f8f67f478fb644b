import type { Seeded } from "#bench/seed/plan-history.ts";
import { seedHistory } from "#bench/seed/seed-history.ts";
import { database, driver } from "#db/client.ts";
import { visit } from "./visit.ts";

/** What a history is made of; the same facts make the same one. */
export type HistoryFacts = { deliveries: number; seed: number; now: Date };
/** A database with a history, and who it is of. */
export type GrowthHistory = Seeded & HistoryFacts & { url: string };

/** Fills a migrated, empty database. */
export async function makeHistory(
  url: string,
  facts: HistoryFacts,
  progress: (sentence: string) => void,
): Promise<GrowthHistory> {
  const { deliveries } = facts;
  let reported = 0;
  const onProgress = (done: number) => {
    if (done < reported + deliveries / 10) return;
    reported = done;
    progress(`seeded ${done.toLocaleString("en-US")} of ${deliveries.toLocaleString("en-US")}`);
  };
  const startedAt = performance.now();
  const seeded = await visit({ url }, () => seedHistory(driver(), database(), { ...facts, onProgress }));
  const perSecond = Math.round(deliveries / ((performance.now() - startedAt) / 1000));
  progress(`seeded ${perSecond.toLocaleString("en-US")} deliveries a second`);
  return { ...seeded, ...facts, url };
}
