import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { replays } from "#db/schema/delivery.ts";
import type { ReplayRow } from "./serialize.ts";

/** A running replay whose turn it is: `room` is how many deliveries its pace allows it to make now. */
export type DueReplay = Pick<
  ReplayRow,
  "id" | "tenantId" | "appId" | "filter" | "createdAt" | "lastDeliveryId" | "upToDeliveryId"
> & { room: number };

/** The most deliveries one step of a replay makes: a second's worth at the highest pace. */
const STEP_MAX = 1000;
/** Replays that one round looks at; the others, whose turn came later, have theirs in the next. */
const REPLAYS_PER_ROUND = 200;

/** From when on a replay's pace counts: never more than a second ago, so that one that rested does not flood. */
export const pacedFrom = sql`greatest(${replays.pacedUntil}, now() - interval '1 second')`;

// Intervals count microseconds: a thousandth of a delivery makes up for what that cuts off.
const room = sql<number>`least(${STEP_MAX},
  floor(extract(epoch from now() - ${pacedFrom}) * ${replays.ratePerSecond} + 0.001))::int`;

/** The running replays that may make at least one delivery now; needs the index replays_running. */
export async function dueReplays(db: Database): Promise<DueReplay[]> {
  const { id, tenantId, appId, filter, createdAt, lastDeliveryId, upToDeliveryId } = replays;
  return db
    .select({ id, tenantId, appId, filter, createdAt, lastDeliveryId, upToDeliveryId, room })
    .from(replays)
    .where(and(eq(replays.state, "running"), gt(room, 0)))
    .orderBy(asc(pacedFrom), asc(id))
    .limit(REPLAYS_PER_ROUND);
}
