import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { attempts, deliveries, deliveriesLive, healthRollups } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { type AppContext, holdApp } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { cancelWaiting } from "#domain/delivery/cancel-waiting.ts";
import { formatId } from "#domain/id.ts";
import { deleteHistory, ENDED } from "./delete-history.ts";
import { type EndpointRow, findEndpoint, holdEndpoint, holdEndpointAlone } from "./find.ts";
import { deletedEndpoint, deleteEndpointInput } from "./schema.ts";
import { auditedEndpoint } from "./serialize.ts";

export const deleteEndpoint = operation({
  id: "endpoint.delete",
  summary: "Delete an endpoint",
  description:
    "Nothing is sent to it any more: what waits is cancelled, what is being sent right now is finished. Its history " +
    "stays readable; `permanent=true` removes the endpoint, its secrets and its history for good.",
  permission: "manage_webhooks",
  scope: "app",
  input: deleteEndpointInput,
  output: deletedEndpoint,
  audited: true,
  refusals: ["conflict"],
  run: async ({ app, tx, audit }, { id, permanent }) => {
    const { endpoint, deletedAt, cancelled, removed } = await (permanent ? removeForGood : deactivate)(tx, app, id);
    const target = { type: "endpoint", id: formatId("ep", id) };
    await audit({ target, before: auditedEndpoint(endpoint), after: { permanent, ...removed } });
    return { id: formatId("ep", id), deletedAt: deletedAt.toISOString(), cancelled };
  },
});

/**
 * Makes an endpoint inactive; what waits for it is cancelled. The many are cancelled in steps after the answer (the
 * maintainer's `cancelOrphans`), because nothing is accepted for the endpoint until the transaction ends; and with them
 * what was being stored for it, which waited for that end.
 */
async function deactivate(tx: Tx, app: AppContext, id: string) {
  await holdEndpoint(tx, app, id);
  await holdApp(tx, app.id);
  const endpoint = await holdEndpointAlone(tx, app, id);
  const deletedAt = await databaseNow(tx);
  const inactive = { status: "inactive", statusReason: "deleted", deletedAt, updatedAt: deletedAt } as const;
  await tx.update(endpoints).set(inactive).where(eq(endpoints.id, id));
  const cancelled = await countWaiting(tx, id);
  await cancelWaiting(tx, eq(deliveriesLive.endpointId, id));
  return { endpoint, deletedAt, cancelled, removed: { cancelledDeliveries: cancelled } };
}

function countWaiting(tx: Tx, endpointId: string): Promise<number> {
  const isWaiting = inArray(deliveriesLive.status, ["pending", "retrying"]);
  return tx.$count(deliveriesLive, and(eq(deliveriesLive.endpointId, endpointId), isWaiting));
}

/**
 * Deletes an endpoint with its secrets, its history and its charts. The many are deleted before the endpoint is held
 * alone, because nothing is accepted or recorded for it from then on until the transaction ends.
 */
async function removeForGood(tx: Tx, app: AppContext, id: string) {
  const many = await deleteHistory(tx, await findEndpoint(tx, app, id), ENDED);
  await holdApp(tx, app.id);
  const endpoint = await holdEndpointAlone(tx, app, id);
  const cancelled = await countWaiting(tx, id);
  const late = await deleteWaiting(tx, endpoint);
  await tx.delete(healthRollups).where(eq(healthRollups.endpointId, id));
  // Secrets, health and lane go with the row.
  await tx.delete(endpoints).where(eq(endpoints.id, id));
  return { endpoint, deletedAt: await databaseNow(tx), cancelled, removed: { deletedDeliveries: many + late } };
}

/**
 * Deletes what is left in two statements: an attempt may have been recorded while the first one waited for its delivery,
 * and only a later statement sees it.
 */
async function deleteWaiting(tx: Tx, { id, tenantId }: EndpointRow): Promise<number> {
  const left = await tx
    .delete(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.endpointId, id)))
    .returning({ id: deliveries.id });
  for (let at = 0; at < left.length; at += IDS_PER_STATEMENT) {
    const ids = left.slice(at, at + IDS_PER_STATEMENT).map((delivery) => delivery.id);
    await tx.delete(attempts).where(inArray(attempts.deliveryId, ids));
  }
  return left.length;
}

const IDS_PER_STATEMENT = 5000;
