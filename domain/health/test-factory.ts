import { sql } from "drizzle-orm";
import { healthRollups } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { BUCKET_COUNT, bucketOf } from "./histogram.ts";

export type Attempted = { at: Date; succeeded?: number; failed?: number; deadLetter?: number; durationsMs?: number[] };

/** Rollups as the dispatcher writes them: each moment's counts are added to its minute's row and to its hour's. */
export async function makeRollups(
  place: { tenantId: string; appId: string; endpointId: string },
  attempted: readonly Attempted[],
): Promise<void> {
  for (const { at, succeeded = 0, failed = 0, deadLetter = 0, durationsMs = [] } of attempted) {
    const durationMsSum = durationsMs.reduce((sum, ms) => sum + ms, 0);
    const counts = { succeeded, failed, deadLetter, durationMsSum, latency: histogramOf(durationsMs) };
    const rows = [60, 3600].map((stepSeconds) => ({ ...place, stepSeconds, at: floorTo(at, stepSeconds), ...counts }));
    await system().insert(healthRollups).values(rows).onConflictDoUpdate({ target: KEY, set: SUMS });
  }
}

const KEY = [healthRollups.endpointId, healthRollups.stepSeconds, healthRollups.at];
const SUMS = {
  succeeded: sql`${healthRollups.succeeded} + excluded.succeeded`,
  failed: sql`${healthRollups.failed} + excluded.failed`,
  deadLetter: sql`${healthRollups.deadLetter} + excluded.dead_letter`,
  durationMsSum: sql`${healthRollups.durationMsSum} + excluded.duration_ms_sum`,
  latency: sql`posthouse_add(${healthRollups.latency}, excluded.latency)`,
};

/** The start of the step that a moment lies in. */
export function floorTo(at: Date, stepSeconds: number): Date {
  const stepMs = stepSeconds * 1000;
  return new Date(Math.floor(at.getTime() / stepMs) * stepMs);
}

function histogramOf(durationsMs: readonly number[]): number[] {
  const counts = new Array<number>(BUCKET_COUNT).fill(0);
  for (const ms of durationsMs) counts[bucketOf(ms)] = (counts[bucketOf(ms)] ?? 0) + 1;
  return counts;
}
