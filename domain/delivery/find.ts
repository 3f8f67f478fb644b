import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { deliveries } from "#db/schema/delivery.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { notFound } from "#domain/error.ts";
import { type DeliveryRow, deliveryColumns } from "./columns.ts";
import { deliveriesMatching } from "./filter.ts";

/** The app's delivery; throws `not_found` where the app has none of that id. */
export async function findDelivery(tx: Tx, app: AppContext, id: string): Promise<DeliveryRow> {
  const [row] = await tx
    .select(deliveryColumns)
    .from(deliveries)
    .where(and(eq(deliveries.id, id), deliveriesMatching(app, {})));
  if (!row) throw notFound("delivery");
  return row;
}
