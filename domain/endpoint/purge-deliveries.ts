import { sql } from "drizzle-orm";
import { historyPurges } from "#db/schema/endpoint.ts";
import { operation } from "#domain/call/operation.ts";
import { beginCancelling } from "#domain/delivery/cancel-waiting.ts";
import { formatId } from "#domain/id.ts";
import { countHistory } from "./count-history.ts";
import { holdEndpoint } from "./find.ts";
import { endpointIdInput, purgedDeliveries } from "./schema.ts";

export const purgeEndpointDeliveries = operation({
  id: "endpoint.purge_deliveries",
  summary: "Delete an endpoint's delivery history",
  description:
    "Every delivery that has ended is gone from lists and counts at once, and `deleted` counts them; with their attempts " +
    "they are removed in the background. What still waits is cancelled and stays listed as cancelled, so that nobody takes " +
    "it for delivered, where it is many after the answer; what is being sent right now is left alone. Charts keep their " +
    "counts.",
  permission: "manage_webhooks",
  scope: "app",
  input: endpointIdInput,
  output: purgedDeliveries,
  audited: true,
  refusals: ["conflict"],
  // Before anything is held: a million takes a while to count.
  outside: ({ app, inTenant }, { id }) => inTenant((tx) => countHistory(tx, app, id)),
  run: async ({ app, tx, outside: { ended: deleted, waiting }, audit }, { id }) => {
    const { tenantId } = await holdEndpoint(tx, app, id);
    const { cancelled, isDone } = await beginCancelling(tx, id, waiting);
    await tx
      .insert(historyPurges)
      .values({ endpointId: id, tenantId, isCancelling: !isDone })
      .onConflictDoUpdate({
        target: historyPurges.endpointId,
        set: { purgedAt: sql`now()`, isCancelling: sql`${historyPurges.isCancelling} or ${!isDone}` },
      });
    await audit({
      target: { type: "endpoint", id: formatId("ep", id) },
      after: { deletedDeliveries: deleted, cancelledDeliveries: cancelled },
    });
    return { deleted };
  },
});
