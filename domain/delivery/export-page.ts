import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { operation } from "#domain/call/operation.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { parseId } from "#domain/id.ts";
import { deliveriesPage } from "./page.ts";
import { requireEvent } from "./require-event.ts";
import { type Delivery, exportDeliveriesInput, exportedPage } from "./schema.ts";

/** One stretch of an export: as `delivery.list`, with more rows at a time and the endpoints' names. */
export const exportDeliveriesPage = operation({
  id: "delivery.export_page",
  summary: "Read a stretch of deliveries for an export",
  permission: "manage_webhooks",
  scope: "app",
  input: exportDeliveriesInput,
  output: exportedPage,
  audited: false,
  run: async ({ app, tx }, input) => {
    if (input.endpointId) await findEndpoint(tx, app, input.endpointId);
    const { data, nextCursor } = await deliveriesPage(tx, app, input);
    if (input.eventId && data.length === 0) await requireEvent(tx, app, input.eventId);
    const endpointOf = await endpointsOf(tx, app.tenantId, data);
    return {
      data: data.map((delivery) => {
        const endpoint = endpointOf.get(parseId("ep", delivery.endpointId) ?? "");
        return { ...delivery, endpointName: endpoint?.name ?? "", endpointUrl: endpoint?.url ?? "" };
      }),
      nextCursor,
    };
  },
});

async function endpointsOf(tx: Tx, tenantId: string, deliveries: readonly Delivery[]) {
  const ids = new Set(deliveries.flatMap(({ endpointId }) => parseId("ep", endpointId) ?? []));
  if (ids.size === 0) return new Map<string, { name: string; url: string }>();
  const rows = await tx
    .select({ id: endpoints.id, name: endpoints.name, url: endpoints.url })
    .from(endpoints)
    .where(and(eq(endpoints.tenantId, tenantId), inArray(endpoints.id, [...ids])));
  return new Map(rows.map(({ id, name, url }) => [id, { name, url }]));
}
