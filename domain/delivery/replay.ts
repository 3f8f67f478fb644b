import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { deliveriesLive } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { eventPayloads } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { formatId, idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { type DeliveryRow, deliveryColumns } from "./columns.ts";
import { findDelivery } from "./find.ts";
import { replayability } from "./rule/replay.ts";
import { maxAttempts, scheduleOf } from "./rule/retry-policy.ts";
import { delivery, replayDeliveryInput } from "./schema.ts";
import { serializeDelivery } from "./serialize.ts";
import { notifyDue } from "./wake.ts";
import type { DeliveryStatus } from "./words.ts";

/** Sends an old event again, to where its endpoint points now. The old delivery stays as it was. */
export const replayDelivery = operation({
  id: "delivery.replay",
  summary: "Replay a delivery",
  description:
    "Makes a new delivery of the same event, with the same `webhook-id`, to the endpoint's current URL. " +
    "One that succeeded is replayed only with `force`.",
  permission: "manage_webhooks",
  scope: "app",
  input: replayDeliveryInput,
  output: delivery,
  audited: true,
  idempotent: true,
  refusals: ["conflict", "payload_expired", "delivery_in_flight", "delivery_succeeded", "state_forbids"],
  run: async ({ app, tx, audit }, { id, force }) => {
    const original = await findDelivery(tx, app, id);
    refuseInFlight(original.status);
    const { retrySchedule } = await holdLiveEndpoint(tx, original.endpointId);
    refuseUnfit(original.status, force);
    await requirePayload(tx, original.eventId);
    const attemptsMax = maxAttempts(scheduleOf(retrySchedule, app.retrySchedule));
    const replay = serializeDelivery(await insertReplay(tx, app, { original, attemptsMax }));
    await notifyDue(tx);
    await audit({ target: { type: "delivery", id: formatId("dlv", id) }, after: { replay: replay.id, force } });
    return replay;
  },
});

function refuseInFlight(status: DeliveryStatus): void {
  if (replayability(status) !== "in_flight") return;
  throw new DomainError("delivery_in_flight", `This delivery is ${status}. Replay it once it has failed.`);
}

function refuseUnfit(status: DeliveryStatus, force: boolean): void {
  const kind = replayability(status);
  if (kind === "free" || (kind === "forced" && force)) return;
  if (kind === "forced") {
    throw new DomainError("delivery_succeeded", "This delivery succeeded. Send `force: true` to deliver it once more.");
  }
  throw new DomainError("state_forbids", `A ${status} delivery can't be replayed.`);
}

/** The endpoint cannot be deleted before the replay is committed: its delete takes the row `for update`. */
async function holdLiveEndpoint(tx: Tx, endpointId: string) {
  const [endpoint] = await tx
    .select({ status: endpoints.status, retrySchedule: endpoints.retrySchedule })
    .from(endpoints)
    .where(eq(endpoints.id, endpointId))
    .for("key share");
  if (endpoint && endpoint.status !== "inactive") return endpoint;
  throw new DomainError("conflict", "The endpoint was deleted, so nothing can be sent to it any more.");
}

async function requirePayload(tx: Tx, eventId: string): Promise<void> {
  const [payload] = await tx.select({ id: eventPayloads.id }).from(eventPayloads).where(eq(eventPayloads.id, eventId));
  if (payload) return;
  throw new DomainError("payload_expired", "The event's payload has expired, so there is nothing left to send.");
}

async function insertReplay(
  tx: Tx,
  { tenantId, id: appId }: AppContext,
  { original, attemptsMax }: { original: DeliveryRow; attemptsMax: number },
): Promise<DeliveryRow> {
  const id = newId();
  const { endpointId, eventId, eventType } = original;
  const [row] = await tx
    .insert(deliveriesLive)
    .values({
      ...{ id, tenantId, appId, endpointId, eventId, eventType },
      trigger: "replay",
      replayOf: original.id,
      maxAttempts: attemptsMax,
      nextAttemptAt: sql`now()`,
      createdAt: idTime(id),
    })
    .returning(deliveryColumns);
  if (!row) throw new Error("The replay was not stored.");
  return row;
}
