import { boolean, bytes, orNull, type RowOf, rowsOf, smallint, text, timestamptz, uuid, word } from "#db/rows.ts";
import { idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";

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

/** An endpoint that an event goes to, and how often a delivery to it may be tried. */
export type Subscriber = { endpointId: string; maxAttempts: number };

/**
 * What decides which endpoints an event goes to. `only` names the one it goes to. `about` names the endpoint that an
 * operational event tells of: it goes to those that ask for it by name, and never to that one.
 */
export type Routable = {
  tenantId: string;
  appId: string;
  type: string;
  only?: { endpointId: string };
  about?: { endpointId: string };
};

/** What events have in common that go to the same endpoints. */
export function routeKey({ tenantId, appId, type, only, about }: Routable): string {
  return `${tenantId} ${appId} ${type} ${only?.endpointId ?? ""} ${about?.endpointId ?? ""}`;
}

/** Each way that the events go, once, by its key. */
export function routesOf(events: readonly Routable[]): Map<string, Routable> {
  return new Map(events.map((event) => [routeKey(event), event]));
}

export const EVENT = rowsOf("row", {
  id: uuid,
  tenantId: uuid,
  appId: uuid,
  type: text,
  contentType: text,
  sourceId: orNull(uuid),
  isSynthetic: boolean,
  createdAt: timestamptz,
  body: bytes,
});

export const DELIVERY = rowsOf("row", {
  id: uuid,
  tenantId: uuid,
  appId: uuid,
  endpointId: uuid,
  eventId: uuid,
  eventType: text,
  trigger: word,
  maxAttempts: smallint,
  createdAt: timestamptz,
});

export type EventRows = { events: RowOf<typeof EVENT>[]; deliveries: RowOf<typeof DELIVERY>[] };

/** Events with ids, those that had none with new ones. */
export function identified(events: readonly NewEvent[]): IdentifiedEvent[] {
  return events.map((event) => ({ ...event, id: event.id ?? newId() }));
}

type IdentifiedEvent = NewEvent & { id: string };

/** What is inserted, and what is answered once it is there, in the order of the events. */
type Plan = { rows: EventRows; stored: StoredEvent[] };

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

function eventRow({ id, body, ...event }: IdentifiedEvent): RowOf<typeof EVENT> {
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
function deliveryRow(event: IdentifiedEvent, { endpointId, maxAttempts }: Subscriber): RowOf<typeof DELIVERY> {
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
