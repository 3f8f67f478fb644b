import { idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { Subscriber } from "./find-subscribers.ts";
import type { DeliveryRow, EventRow } from "./insert-rows.ts";
import type { IdentifiedEvent, StoredEvent } from "./new-event.ts";

/** What is inserted, and what is answered once it is there, in the order of the events. */
export type Plan = { rows: { events: EventRow[]; deliveries: DeliveryRow[] }; stored: StoredEvent[] };

/** Events as rows, with a delivery for each subscriber of each. */
export function planRows(
  events: readonly IdentifiedEvent[],
  subscribersOf: (event: IdentifiedEvent) => readonly Subscriber[],
): Plan {
  const plan: Plan = { rows: { events: [], deliveries: [] }, stored: [] };
  for (const event of events) {
    const deliveries = subscribersOf(event).map((subscriber) => deliveryRow(event, subscriber));
    plan.rows.events.push(eventRow(event));
    plan.rows.deliveries.push(...deliveries);
    const deliveryIds = deliveries.map(({ id }) => id);
    plan.stored.push({ id: event.id, type: event.type, deliveries: deliveries.length, deliveryIds });
  }
  return plan;
}

function eventRow({ id, body, ...event }: IdentifiedEvent): EventRow {
  return {
    id,
    tenantId: event.tenantId,
    appId: event.appId,
    type: event.type,
    contentType: event.contentType,
    sourceId: event.sourceId ?? null,
    isSynthetic: event.isSynthetic ?? false,
    createdAt: idTime(id),
    body,
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
    createdAt: idTime(id),
  };
}
