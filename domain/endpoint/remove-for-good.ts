import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { attempts, deliveries, healthRollups } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { databaseNow } from "#domain/clock.ts";
import { deleteHistory, ENDED } from "./delete-history.ts";
import { type EndpointRow, findEndpoint, holdEndpointAlone } from "./find.ts";

/**
 * Deletes an endpoint with its secrets, its history and its charts. The many are deleted before the endpoint is held
 * alone, because nothing is accepted or recorded for it from then on until the transaction ends.
 */
export async function removeForGood(tx: Tx, app: AppContext, id: string) {
  const many = await deleteHistory(tx, await findEndpoint(tx, app, id), ENDED);
  const endpoint = await holdEndpointAlone(tx, app, id);
  const late = await deleteWaiting(tx, endpoint);
  await tx.delete(healthRollups).where(eq(healthRollups.endpointId, id));
  // Secrets, health and lane go with the row.
  await tx.delete(endpoints).where(eq(endpoints.id, id));
  return { endpoint, deletedAt: await databaseNow(tx), removed: { deletedDeliveries: many + late } };
}

/**
 * Deletes what is left in two statements: an attempt may have been recorded while the first one waited for its delivery,
 * and only a later statement sees it.
 */
async function deleteWaiting(tx: Tx, { id, tenantId }: EndpointRow): Promise<number> {
  const left = await tx
    .delete(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.endpointId, id)))
    .returning({ id: deliveries.id });
  for (let at = 0; at < left.length; at += IDS_PER_STATEMENT) {
    const ids = left.slice(at, at + IDS_PER_STATEMENT).map((delivery) => delivery.id);
    await tx.delete(attempts).where(inArray(attempts.deliveryId, ids));
  }
  return left.length;
}

const IDS_PER_STATEMENT = 5000;
