import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { deliveries } from "#db/schema/delivery.ts";
import type { EndpointRow } from "./find.ts";

/**
 * Cancels what still waits for an endpoint; answers how many deliveries that were. What is being sent goes on: its
 * request has left, and its result is recorded.
 */
export async function cancelWaiting(tx: Tx, { id, tenantId }: EndpointRow): Promise<number> {
  const waits = inArray(deliveries.status, ["pending", "retrying"]);
  const { count } = await tx
    .update(deliveries)
    .set({ status: "cancelled", nextAttemptAt: null, completedAt: sql`now()` })
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.endpointId, id), waits));
  return count;
}
