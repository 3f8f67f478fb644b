import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { DELIVERY_STATUSES } from "#db/enums.ts";
import { attempts, healthRollups } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { databaseNow } from "#domain/database-now.ts";
import { deleteHistory, ENDED } from "./delete-history.ts";
import { findEndpoint, holdEndpointAlone } from "./find.ts";

/**
 * Deletes an endpoint with its secrets, its history and its charts. The many are deleted before the endpoint is held
 * alone, because nothing is accepted or recorded for it from then on until the transaction ends.
 */
export async function removeForGood(tx: Tx, app: AppContext, id: string) {
  const many = await deleteHistory(tx, await findEndpoint(tx, app, id), ENDED);
  const endpoint = await holdEndpointAlone(tx, app, id);
  const late = await deleteHistory(tx, endpoint, DELIVERY_STATUSES);
  // An attempt recorded between the two stayed behind without its delivery.
  await tx.delete(attempts).where(eq(attempts.endpointId, id));
  await tx.delete(healthRollups).where(eq(healthRollups.endpointId, id));
  // Secrets, health and lane go with the row.
  await tx.delete(endpoints).where(eq(endpoints.id, id));
  return { endpoint, deletedAt: await databaseNow(tx), removed: { deletedDeliveries: many + late } };
}
