import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { databaseNow } from "#domain/clock.ts";
import { cancelWaiting } from "./cancel-waiting.ts";
import { holdEndpoint, holdEndpointAlone } from "./find.ts";

/**
 * Makes an endpoint inactive; what waits for it is cancelled. The many are cancelled before the endpoint is held alone,
 * because nothing is accepted for it from then on until the transaction ends.
 */
export async function deactivate(tx: Tx, app: AppContext, id: string) {
  const endpoint = await holdEndpoint(tx, app, id);
  const many = await cancelWaiting(tx, endpoint);
  await holdEndpointAlone(tx, app, id);
  const late = await cancelWaiting(tx, endpoint);
  const deletedAt = await databaseNow(tx);
  const inactive = { status: "inactive", statusReason: "deleted", deletedAt, updatedAt: deletedAt } as const;
  await tx.update(endpoints).set(inactive).where(eq(endpoints.id, id));
  return { endpoint, deletedAt, removed: { cancelledDeliveries: many + late } };
}
