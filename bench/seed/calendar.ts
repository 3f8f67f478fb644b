import { partitionAt, WEEK_MS } from "#db/partition.ts";

/** A week of history: where it starts and ends in milliseconds since 1970, and how many deliveries fall into it. */
export type SeedWeek = { fromMs: number; toMs: number; deliveries: number };

/** The weeks up to `now`, oldest first; traffic grows by the year, and the running week is as full as it is old. */
export function planWeeks(deliveries: number, { now, weeks }: { now: Date; weeks: number }): SeedWeek[] {
  const current = partitionAt("deliveries", now).from.getTime();
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
