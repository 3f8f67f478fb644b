import { operation } from "#domain/call/operation.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { deliveriesPage } from "./page.ts";
import { requireEvent } from "./require-event.ts";
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
  mayLag: true,
  run: async ({ app, tx }, input) => {
    if (input.endpointId) await findEndpoint(tx, app, input.endpointId);
    const page = await deliveriesPage(tx, app, input);
    if (input.eventId && page.data.length === 0) await requireEvent(tx, app, input.eventId);
    return page;
  },
});
