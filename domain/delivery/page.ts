import { and, desc, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { deliveryColumns } from "./columns.ts";
import { type DeliveryFilter, deliveriesMatching } from "./filter.ts";
import type { Delivery } from "./schema.ts";
import { serializeDelivery } from "./serialize.ts";

/**
 * A page of an app's deliveries, newest first. Ids only grow, so rows that arrive between two pages stand above the
 * first one and move nothing. Needs the index deliveries_app, or deliveries_endpoint where one endpoint is named.
 */
export async function deliveriesPage(
  tx: Tx,
  app: { tenantId: string; id: string },
  { limit, cursor, ...filter }: DeliveryFilter & { limit: number; cursor?: string | undefined },
): Promise<{ data: Delivery[]; nextCursor: string | null }> {
  const scope = { list: `deliveries:${app.id}`, tenantId: app.tenantId };
  const below = cursor === undefined ? undefined : lt(deliveries.id, decodeCursor(scope, cursor));
  const found = await tx
    .select(deliveryColumns)
    .from(deliveries)
    .where(and(deliveriesMatching(app, filter), below))
    .orderBy(desc(deliveries.id))
    .limit(limit + 1);
  const { rows, nextCursor } = toPage(found, { limit, scope, position: (row) => row.id });
  return { data: rows.map(serializeDelivery), nextCursor };
}
