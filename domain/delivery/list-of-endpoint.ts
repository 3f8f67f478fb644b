import { operation } from "#domain/call/operation.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { deliveriesPage } from "./page.ts";
import { requireEvent } from "./require-event.ts";
import { deliveryPage, listEndpointDeliveriesInput } from "./schema.ts";

export const listEndpointDeliveries = operation({
  id: "delivery.list_of_endpoint",
  summary: "List an endpoint's deliveries",
  permission: "manage_webhooks",
  scope: "app",
  input: listEndpointDeliveriesInput,
  output: deliveryPage,
  audited: false,
  mayLag: true,
  run: async ({ app, tx }, { id, ...input }) => {
    const { id: endpointId } = await findEndpoint(tx, app, id);
    const page = await deliveriesPage(tx, app, { ...input, endpointId });
    if (input.eventId && page.data.length === 0) await requireEvent(tx, app, input.eventId);
    return page;
  },
});
