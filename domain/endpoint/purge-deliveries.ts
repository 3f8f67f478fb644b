import { eq } from "drizzle-orm";
import { deliveriesLive } from "#db/schema/delivery.ts";
import { operation } from "#domain/call/operation.ts";
import { cancelWaiting } from "#domain/delivery/cancel-waiting.ts";
import { formatId } from "#domain/id.ts";
import { deleteHistory, ENDED } from "./delete-history.ts";
import { holdEndpoint } from "./find.ts";
import { endpointIdInput, purgedDeliveries } from "./schema.ts";

export const purgeEndpointDeliveries = operation({
  id: "endpoint.purge_deliveries",
  summary: "Delete an endpoint's delivery history",
  description:
    "Every delivery that has ended is deleted with its attempts, and `deleted` counts them. What still waits is " +
    "cancelled and stays listed as cancelled, so that nobody takes it for delivered; what is being sent right now is left " +
    "alone. Charts keep their counts.",
  permission: "manage_webhooks",
  scope: "app",
  input: endpointIdInput,
  output: purgedDeliveries,
  audited: true,
  refusals: ["conflict"],
  run: async ({ app, tx, audit }, { id }) => {
    const endpoint = await holdEndpoint(tx, app, id);
    const deleted = await deleteHistory(tx, endpoint, ENDED);
    const cancelled = await cancelWaiting(tx, eq(deliveriesLive.endpointId, endpoint.id), Number.MAX_SAFE_INTEGER);
    await audit({
      target: { type: "endpoint", id: formatId("ep", id) },
      after: { deletedDeliveries: deleted, cancelledDeliveries: cancelled },
    });
    return { deleted };
  },
});
