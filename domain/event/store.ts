import type { Tx } from "#db/client.ts";
import { DomainError } from "#domain/error.ts";
import { newId } from "#domain/new-id.ts";
import { findRoutes, type Route } from "./find-subscribers.ts";
import { insertRows } from "./insert-rows.ts";
import { routeKey, routesOf } from "./matched-routes.ts";
import type { IdentifiedEvent, NewEvent, StoredEvent } from "./new-event.ts";
import { planRows } from "./plan-rows.ts";

export type StoreOptions = {
  deliveriesMax?: number;
  /** Told where the events go, by their route's key. */
  onRouted?: (routes: ReadonlyMap<string, Route>) => void;
};

/**
 * Keeps events and makes one delivery for each endpoint that subscribes to each of them, in the caller's transaction
 * and in the order given. The number of statements does not grow with the events, so callers may gather hundreds, of
 * any tenants as the system. Throws a DomainError where one event would go to too many endpoints, or all of them
 * together would make more than `deliveriesMax` deliveries.
 */
export async function storeEvents(
  tx: Tx,
  given: readonly NewEvent[],
  { deliveriesMax = Number.POSITIVE_INFINITY, onRouted = () => undefined }: StoreOptions = {},
): Promise<StoredEvent[]> {
  if (given.length === 0) return [];
  const events = identified(given);
  const routes = await findRoutes(tx, routesOf(events));
  onRouted(routes);
  const { rows, stored } = planRows(events, (event) => routes.get(routeKey(event))?.subscribers ?? []);
  refuseMoreThan(deliveriesMax, rows.deliveries.length);
  await insertRows(tx, rows);
  return stored;
}

/** Events with ids, those that had none with new ones. */
export function identified(events: readonly NewEvent[]): IdentifiedEvent[] {
  return events.map((event) => ({ ...event, id: event.id ?? newId() }));
}

function refuseMoreThan(deliveriesMax: number, deliveries: number): void {
  if (deliveries <= deliveriesMax) return;
  throw new DomainError(
    "payload_too_large",
    `These events would make ${deliveries} deliveries, and ${deliveriesMax} at once is the most. Send fewer events.`,
  );
}
