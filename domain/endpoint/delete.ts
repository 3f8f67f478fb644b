import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpoints, historyPurges, signingSecrets } from "#db/schema/endpoint.ts";
import { holdApp } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { beginCancelling } from "#domain/delivery/cancel-waiting.ts";
import { notFound } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { countHistory } from "./count-history.ts";
import { type EndpointRow, holdEndpoint, holdEndpointAlone } from "./find.ts";
import { deletedEndpoint, deleteEndpointInput } from "./schema.ts";
import { auditedEndpoint } from "./serialize.ts";

export const deleteEndpoint = operation({
  id: "endpoint.delete",
  summary: "Delete an endpoint",
  description:
    "Nothing is sent to it any more: what waits is cancelled, what is being sent right now is finished. Its history " +
    "stays readable; with `permanent=true` the endpoint, its secrets and its history are gone at once and for good, and " +
    "its rows are removed in the background.",
  permission: "manage_webhooks",
  scope: "app",
  input: deleteEndpointInput,
  output: deletedEndpoint,
  audited: true,
  refusals: ["conflict"],
  // Before anything is held: a million takes a while to count.
  outside: ({ app, inTenant }, { id }) => inTenant((tx) => countHistory(tx, app, id)),
  run: async ({ app, tx, outside: { ended, waiting }, audit }, { id, permanent }) => {
    if (!permanent) await holdEndpoint(tx, app, id);
    await holdApp(tx, app.id);
    const endpoint = await holdEndpointAlone(tx, app, id);
    const { deletedAt, cancelled } = await deactivate(tx, id, waiting);
    if (permanent) await hideForGood(tx, endpoint);
    const counts = permanent ? { deletedDeliveries: ended + cancelled } : { cancelledDeliveries: cancelled };
    const target = { type: "endpoint", id: formatId("ep", id) };
    await audit({ target, before: auditedEndpoint(endpoint), after: { permanent, ...counts } });
    return { id: formatId("ep", id), deletedAt: deletedAt.toISOString(), cancelled };
  },
});

/**
 * Makes an endpoint inactive; what waits for it is cancelled, the many in steps after the answer (the maintainer's
 * `finishDeletes`), because nothing is accepted for the endpoint until the transaction ends.
 */
async function deactivate(tx: Tx, id: string, counted: number) {
  const deletedAt = await databaseNow(tx);
  const inactive = { status: "inactive", statusReason: "deleted", deletedAt, updatedAt: deletedAt } as const;
  await tx.update(endpoints).set(inactive).where(eq(endpoints.id, id));
  const { cancelled } = await beginCancelling(tx, id, counted);
  return { deletedAt, cancelled };
}

/** Takes an endpoint's secrets away and hides it, with all that it has, until the maintainer has removed that in steps. */
async function hideForGood(tx: Tx, { id, tenantId }: EndpointRow): Promise<void> {
  await tx.delete(signingSecrets).where(eq(signingSecrets.endpointId, id));
  await tx.update(endpoints).set({ headersEncrypted: null }).where(eq(endpoints.id, id));
  const [hidden] = await tx
    .insert(historyPurges)
    .values({ endpointId: id, tenantId, isPermanent: true })
    .onConflictDoUpdate({
      target: historyPurges.endpointId,
      set: { purgedAt: sql`now()`, isPermanent: true, isCancelling: false },
      setWhere: eq(historyPurges.isPermanent, false),
    })
    .returning({ id: historyPurges.endpointId });
  // Somebody else was faster.
  if (!hidden) throw notFound("endpoint");
}
