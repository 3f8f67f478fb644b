import type { Tx } from "#db/client.ts";
import { driverOf } from "#db/driver-of.ts";
import { maxAttempts, scheduleOf } from "#domain/delivery/retry-policy.ts";
import { DomainError } from "#domain/error.ts";
import { patternsMatching, patternsNaming } from "#domain/event-type/name.ts";

/** The most endpoints one event may go to. */
export const FAN_OUT_MAX = 1000;

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

/**
 * Finds the endpoints that each of the events goes to: those that are not inactive and subscribe to all types or to
 * one of the patterns that match. Paused and suspended ones count: their deliveries wait. Until the transaction ends
 * none of the endpoints can be deleted, neither softly nor for good (a delete takes the row `for update`).
 */
export async function findSubscribers(tx: Tx, events: readonly Routable[]): Promise<(event: Routable) => Subscriber[]> {
  const routes = [...new Map(events.map((event) => [routeKey(event), event]))];
  const found = new Map<string, Subscriber[]>(routes.map(([key]) => [key, []]));
  for (let at = 0; at < routes.length; at += ROUTES_PER_STATEMENT) {
    for (const row of await matchRoutes(tx, routes.slice(at, at + ROUTES_PER_STATEMENT))) {
      const attempts = maxAttempts(scheduleOf(row.endpoint_schedule, row.app_schedule));
      found.get(row.key)?.push({ endpointId: row.endpoint_id, maxAttempts: attempts });
    }
  }
  for (const [key, { type }] of routes) refuseFlood(type, found.get(key)?.length ?? 0);
  return (event) => found.get(routeKey(event)) ?? [];
}

/** Bounds the rows of one answer: at most this many times the endpoints of an app. */
const ROUTES_PER_STATEMENT = 50;

type Match = {
  key: string;
  endpoint_id: string;
  endpoint_schedule: number[] | null;
  app_schedule: number[] | null;
};

/** Needs the index endpoints_app. Locks in the order of the ids, so that two of these never wait for each other. */
async function matchRoutes(tx: Tx, routes: readonly (readonly [string, Routable])[]): Promise<Match[]> {
  const rows = routes.map(([key, { tenantId, appId, type, only, about }]) => ({
    key,
    tenant_id: tenantId,
    app_id: appId,
    patterns: about ? patternsNaming(type) : patternsMatching(type),
    endpoint_id: only?.endpointId ?? null,
    about_id: about?.endpointId ?? null,
  }));
  return driverOf(tx)<Match[]>`
    select route.key, e.id as endpoint_id, e.retry_schedule as endpoint_schedule, a.retry_schedule as app_schedule
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as route(
      key text, tenant_id uuid, app_id uuid, patterns text[], endpoint_id uuid, about_id uuid)
    join apps a on a.tenant_id = route.tenant_id and a.id = route.app_id
    join endpoints e on e.tenant_id = route.tenant_id and e.app_id = route.app_id
    where e.status <> 'inactive'
      and case when route.endpoint_id is not null then e.id = route.endpoint_id
        when route.about_id is not null then e.event_types && route.patterns and e.id <> route.about_id
        else e.event_types is null or e.event_types && route.patterns end
    order by e.id
    for key share of e`;
}

function routeKey({ tenantId, appId, type, only, about }: Routable): string {
  return `${tenantId} ${appId} ${type} ${only?.endpointId ?? ""} ${about?.endpointId ?? ""}`;
}

function refuseFlood(type: string, endpoints: number): void {
  if (endpoints <= FAN_OUT_MAX) return;
  throw new DomainError(
    "state_forbids",
    `More than ${FAN_OUT_MAX} endpoints of this app subscribe to ${type}. Delete some, or spread them over several apps.`,
  );
}
