import { driverOf, type Tx } from "#db/client.ts";
import { maxAttempts, scheduleOf } from "#domain/delivery/retry-policy.ts";
import { DomainError } from "#domain/error.ts";
import { matchedRoutes, ROUTES_PER_STATEMENT, type Routable, routeKey, routesOf } from "./matched-routes.ts";

/** The most endpoints one event may go to. */
export const FAN_OUT_MAX = 1000;

/** An endpoint that an event goes to, and how often a delivery to it may be tried. */
export type Subscriber = { endpointId: string; maxAttempts: number };

/** Where a route led, and the database's print of that answer: null where it led nowhere. */
export type Route = { subscribers: Subscriber[]; print: string | null };

/**
 * Finds the endpoints that each of the events goes to: those that are not inactive and subscribe to all types or to
 * one of the patterns that match. Paused and suspended ones count: their deliveries wait. Until the transaction ends
 * none of the endpoints can be deleted, neither softly nor for good (a delete takes the row `for update`).
 */
export async function findSubscribers(tx: Tx, events: readonly Routable[]): Promise<(event: Routable) => Subscriber[]> {
  const found = await findRoutes(tx, routesOf(events));
  return (event) => found.get(routeKey(event))?.subscribers ?? [];
}

/** The same for routes by their keys. */
export async function findRoutes(tx: Tx, routes: ReadonlyMap<string, Routable>): Promise<Map<string, Route>> {
  const found = new Map<string, Route>([...routes.keys()].map((key) => [key, { subscribers: [], print: null }]));
  const all = [...routes];
  for (let at = 0; at < all.length; at += ROUTES_PER_STATEMENT) {
    for (const row of await matchRoutes(tx, new Map(all.slice(at, at + ROUTES_PER_STATEMENT)))) {
      const route = found.get(row.key);
      if (!route) continue;
      const attempts = maxAttempts(scheduleOf(row.endpoint_schedule, row.app_schedule));
      route.subscribers.push({ endpointId: row.endpoint_id, maxAttempts: attempts });
      route.print = row.print;
    }
  }
  for (const [key, { type }] of routes) refuseFlood(type, found.get(key)?.subscribers.length ?? 0);
  return found;
}

type Match = {
  key: string;
  endpoint_id: string;
  endpoint_schedule: number[] | null;
  app_schedule: number[] | null;
  print: string;
};

async function matchRoutes(tx: Tx, routes: ReadonlyMap<string, Routable>): Promise<Match[]> {
  const sql = driverOf(tx);
  return sql<Match[]>`
    with ${matchedRoutes(sql, routes)}
    select key, endpoint_id, endpoint_schedule, app_schedule, print from matched join printed using (key)
    order by endpoint_id`;
}

function refuseFlood(type: string, endpoints: number): void {
  if (endpoints <= FAN_OUT_MAX) return;
  throw new DomainError(
    "state_forbids",
    `More than ${FAN_OUT_MAX} endpoints of this app subscribe to ${type}. Delete some, or spread them over several apps.`,
  );
}
