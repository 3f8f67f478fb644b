import type { Tx } from "#db/client.ts";
import { DomainError } from "#domain/error.ts";
import { idTime } from "#domain/id-time.ts";
import { newId } from "#domain/new-id.ts";
import { findSubscribers, type Subscriber } from "./find-subscribers.ts";
import { type DeliveryRow, type EventRow, insertRows } from "./insert-rows.ts";

/**
 * An event to keep. `only` sends it to one endpoint, whatever that subscribes to, in a single attempt. `about` keeps an
 * operational event from the endpoint it tells of, and from those that do not ask for it by name. `id` is a new one unless
 * the caller had to know it before.
 */
export type NewEvent = {
  id?: string;
  tenantId: string;
  appId: string;
  type: string;
  body: Uint8Array;
  contentType: string;
  sourceId?: string | null;
  isSynthetic?: boolean;
  only?: { endpointId: string; trigger: "test" };
  about?: { endpointId: string };
};

/** An event that is kept; all ids are uuids, `deliveries` is how many endpoints it goes to. */
export type StoredEvent = { id: string; type: string; deliveries: number; deliveryIds: string[] };

/**
 * Keeps events and makes one delivery for each endpoint that subscribes to each of them, in the caller's transaction
 * and in the order given. The number of statements does not grow with the events, so callers may gather hundreds, of
 * any tenants as the system. Throws a DomainError where one event would go to too many endpoints, or all of them
 * together would make more than `deliveriesMax` deliveries.
 */
export async function storeEvents(
  tx: Tx,
  given: readonly NewEvent[],
  { deliveriesMax = Number.POSITIVE_INFINITY }: { deliveriesMax?: number } = {},
): Promise<StoredEvent[]> {
  if (given.length === 0) return [];
  const events = given.map((event) => ({ ...event, id: event.id ?? newId() }));
  const subscribersOf = await findSubscribers(tx, events);
  const routed = events.map((event) => ({ event, subscribers: subscribersOf(event) }));
  refuseMoreThan(
    deliveriesMax,
    routed.reduce((sum, { subscribers }) => sum + subscribers.length, 0),
  );
  const planned = routed.map(({ event, subscribers }) => ({
    event,
    deliveries: subscribers.map((subscriber) => deliveryRow(event, subscriber)),
  }));
  await insertRows(tx, {
    events: events.map(eventRow),
    deliveries: planned.flatMap(({ deliveries }) => deliveries),
  });
  return planned.map(({ event, deliveries }) => ({
    id: event.id,
    type: event.type,
    deliveries: deliveries.length,
    deliveryIds: deliveries.map(({ id }) => id),
  }));
}

function refuseMoreThan(deliveriesMax: number, deliveries: number): void {
  if (deliveries <= deliveriesMax) return;
  throw new DomainError(
    "payload_too_large",
    `These events would make ${deliveries} deliveries, and ${deliveriesMax} at once is the most. Send fewer events.`,
  );
}

type IdentifiedEvent = NewEvent & { id: string };

function eventRow({ id, body, ...event }: IdentifiedEvent): EventRow {
  return {
    id,
    tenantId: event.tenantId,
    appId: event.appId,
    type: event.type,
    contentType: event.contentType,
    sourceId: event.sourceId ?? null,
    isSynthetic: event.isSynthetic ?? false,
    createdAt: idTime(id).toISOString(),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("base64"),
  };
}

/** The time in the id is the time of the row, so that filters on either find the same deliveries. */
function deliveryRow(event: IdentifiedEvent, { endpointId, maxAttempts }: Subscriber): DeliveryRow {
  const id = newId();
  return {
    id,
    tenantId: event.tenantId,
    appId: event.appId,
    endpointId,
    eventId: event.id,
    eventType: event.type,
    trigger: event.only?.trigger ?? "event",
    maxAttempts: event.only ? 1 : maxAttempts,
    createdAt: idTime(id).toISOString(),
  };
}
