import { and, eq, gte, type SQL } from "drizzle-orm";
import { deliveriesLive } from "#db/schema/delivery.ts";

/** What an endpoint's queue holds of one kind from a due time on (null: from its beginning). */
export type QueueStretch = { endpointId: string; isRetry: boolean; from: Date | null };

/** As a condition on `deliveries_live`, to be read in the order of deliveries_live_queue: by `next_attempt_at`. */
export function stretchOf({ endpointId, isRetry, from }: QueueStretch): SQL | undefined {
  return and(
    eq(deliveriesLive.endpointId, endpointId),
    eq(deliveriesLive.isRetry, isRetry),
    from === null ? undefined : gte(deliveriesLive.nextAttemptAt, from),
  );
}

/** What is left after a step that took up to this due time: of that very moment there may be more. */
export function afterStretch(stretch: QueueStretch, lastMs: number | null): QueueStretch {
  return lastMs === null ? stretch : { ...stretch, from: new Date(lastMs) };
}

/**
 * Goes through an endpoint's whole queue by steps, each of which takes up to `size` away; yields how many that were. A step
 * begins where the one before ended, so that none walks through what is gone already.
 */
export async function* stepsThroughQueue(
  endpointId: string,
  { size, step }: { size: number; step: (stretch: QueueStretch) => Promise<{ count: number; next: QueueStretch }> },
): AsyncGenerator<number> {
  for (const isRetry of [false, true]) {
    let stretch: QueueStretch = { endpointId, isRetry, from: null };
    for (let count = size; count === size; ) {
      ({ count, next: stretch } = await step(stretch));
      yield count;
    }
  }
}
