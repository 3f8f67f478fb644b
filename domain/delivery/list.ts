import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { notFound } from "#domain/error.ts";
import { operation } from "#domain/operation.ts";
import { deliveriesPage } from "./page.ts";
import { deliveryPage, listDeliveriesInput } from "./schema.ts";

export const listDeliveries = operation({
  id: "delivery.list",
  summary: "List deliveries",
  description: "Newest first. An endpoint or event that is not there is answered like one of another tenant: 404.",
  permission: "manage_webhooks",
  scope: "app",
  input: listDeliveriesInput,
  output: deliveryPage,
  audited: false,
  run: async ({ app, tx }, input) => {
    if (input.endpointId) await findEndpoint(tx, app, input.endpointId);
    const page = await deliveriesPage(tx, app, input);
    if (input.eventId && page.data.length === 0) await requireEvent(tx, app, input.eventId);
    return page;
  },
});

/** A replay may outlive its event by retention: an event with a delivery counts as there. */
async function requireEvent(tx: Tx, app: AppContext, eventId: string): Promise<void> {
  const [event] = await tx
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.id, eventId), eq(events.tenantId, app.tenantId), eq(events.appId, app.id)));
  if (event) return;
  const { data } = await deliveriesPage(tx, app, { eventId, limit: 1 });
  if (data.length === 0) throw notFound("event");
}
