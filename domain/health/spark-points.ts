import { and, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { healthRollups } from "#db/schema/delivery.ts";
import { HOUR_SECONDS, isRecentHour } from "./recent-figures.ts";
import type { SparkPoint } from "./schema.ts";
import { SPARK_POINTS } from "./words.ts";

/** A sparkline per endpoint, oldest hour first, hours without attempts at zero; one query for all of them. */
export async function sparkPoints(
  tx: Tx,
  endpointIds: readonly string[],
  now: Date,
): Promise<Map<string, SparkPoint[]>> {
  if (endpointIds.length === 0) return new Map();
  const rows = await tx
    .select({
      endpointId: healthRollups.endpointId,
      at: healthRollups.at,
      succeeded: healthRollups.succeeded,
      failed: healthRollups.failed,
    })
    .from(healthRollups)
    .where(and(inArray(healthRollups.endpointId, [...endpointIds]), isRecentHour()));
  const byHour = new Map(rows.map(({ endpointId, at, ...counts }) => [`${endpointId} ${at.getTime()}`, counts]));
  const hours = hoursUpTo(now);
  return new Map(
    endpointIds.map((endpointId) => [
      endpointId,
      hours.map((at) => ({
        at: at.toISOString(),
        ...(byHour.get(`${endpointId} ${at.getTime()}`) ?? { succeeded: 0, failed: 0 }),
      })),
    ]),
  );
}

function hoursUpTo(now: Date): Date[] {
  const hourMs = HOUR_SECONDS * 1000;
  const current = Math.floor(now.getTime() / hourMs) * hourMs;
  return Array.from({ length: SPARK_POINTS }, (_, at) => new Date(current - (SPARK_POINTS - 1 - at) * hourMs));
}
