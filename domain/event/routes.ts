import { LRUCache } from "lru-cache";
import type postgres from "postgres";
import { driver, driverOf, type Tx } from "#db/client.ts";
import { maxAttempts, scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { DomainError } from "#domain/error.ts";
import { patternsMatching, patternsNaming } from "#domain/event-type/rule/name.ts";

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

/** An endpoint that an event goes to, and how often a delivery to it may be tried. */
export type Subscriber = { endpointId: string; maxAttempts: number };

/** Where some events go. `revisions` are the apps' as their routes were read; null where the endpoints are held instead. */
export type Routes = { to: (event: Routable) => readonly Subscriber[]; revisions: readonly AppRevision[] | null };

/** An app's `revision`, a bigint as text: it is only ever compared. */
export type AppRevision = { appId: string; revision: string };

/** The most endpoints one event may go to. */
export const FAN_OUT_MAX = 1000;

/**
 * Where the events go as far as this process knows, which is for the statement that stores them to confirm: it writes only
 * where every app still has its revision. What is not known is read.
 */
export async function knownRoutes(events: readonly Routable[]): Promise<Routes> {
  const keyed = byKey(events);
  const routes = new Map([...keyed].map(([key, { appId }]) => [key, knownRoute(key, appId)]));
  const unknown = new Map([...keyed].filter(([key]) => routes.get(key) === undefined));
  for (const [key, route] of await readRoutes(driver(), unknown)) {
    routes.set(key, route);
    known.set(key, route);
    noteRevision(route);
  }
  const found = [...routes.values()].filter((route) => route !== undefined);
  const revisions = new Map(found.map(({ appId, revision }) => [`${appId} ${revision}`, { appId, revision }]));
  return { to: subscribersIn(routes), revisions: [...revisions.values()] };
}

/** What an app's revision is by now: the routes that were read with another are read again. */
export function noteRevision({ appId, revision }: AppRevision): void {
  revisions.set(appId, revision);
}

/** Reads the routes again that lead to endpoints of these apps. */
export function forgetApps(events: readonly Routable[]): void {
  for (const { appId } of events) revisions.delete(appId);
}

/**
 * Where the events go as things stand in the caller's transaction. Until that ends none of the endpoints can be deleted,
 * neither softly nor for good (a delete takes the row `for update`).
 */
export async function heldRoutes(tx: Tx, events: readonly Routable[]): Promise<Routes> {
  return { to: subscribersIn(await readRoutes(driverOf(tx), byKey(events), { isHeld: true })), revisions: null };
}

type Route = AppRevision & { subscribers: Subscriber[] };

/** Subscribers that are remembered, of all routes together. */
const REMEMBERED_MAX = 100_000;
const known = new LRUCache<string, Route>({
  maxSize: REMEMBERED_MAX,
  sizeCalculation: ({ subscribers }) => subscribers.length + 1,
});
const revisions = new LRUCache<string, string>({ max: REMEMBERED_MAX });

function knownRoute(key: string, appId: string): Route | undefined {
  const route = known.get(key);
  return route !== undefined && route.revision === revisions.get(appId) ? route : undefined;
}

/** Each way that the events go, once, by what they have in common. */
function byKey(events: readonly Routable[]): Map<string, Routable> {
  return new Map(events.map((event) => [routeKey(event), event]));
}

function routeKey({ tenantId, appId, type, only, about }: Routable): string {
  return `${tenantId} ${appId} ${type} ${only?.endpointId ?? ""} ${about?.endpointId ?? ""}`;
}

function subscribersIn(routes: ReadonlyMap<string, Route | undefined>) {
  return (event: Routable): readonly Subscriber[] => {
    const subscribers = routes.get(routeKey(event))?.subscribers ?? [];
    if (subscribers.length <= FAN_OUT_MAX) return subscribers;
    throw new DomainError(
      "state_forbids",
      `More than ${FAN_OUT_MAX} endpoints of this app subscribe to ${event.type}. Delete some, or spread them over several apps.`,
    );
  };
}

/** Bounds the rows of one answer: at most this many times the endpoints of an app. */
const ROUTES_PER_STATEMENT = 50;

async function readRoutes(
  sql: postgres.ISql,
  wanted: ReadonlyMap<string, Routable>,
  { isHeld = false } = {},
): Promise<Map<string, Route>> {
  const found = new Map<string, Route>();
  const all = [...wanted];
  for (let at = 0; at < all.length; at += ROUTES_PER_STATEMENT) {
    for (const match of await matchRoutes(sql, all.slice(at, at + ROUTES_PER_STATEMENT), isHeld)) {
      const { key, appId, revision, endpointId, endpointSchedule, appSchedule } = match;
      const route = found.get(key) ?? { appId, revision, subscribers: [] };
      found.set(key, route);
      if (endpointId === null) continue;
      route.subscribers.push({ endpointId, maxAttempts: maxAttempts(scheduleOf(endpointSchedule, appSchedule)) });
    }
  }
  return found;
}

type Match = AppRevision & {
  key: string;
  endpointId: string | null;
  endpointSchedule: number[] | null;
  appSchedule: number[] | null;
};

/**
 * The endpoints that each route leads to, with its app's revision: those that are not inactive and subscribe to all types
 * or to one of the patterns that match. Paused and suspended ones count: their deliveries wait. One row at least for each
 * route whose app is there. Needs the index endpoints_app. Held in the order of the ids, so that two of these never wait
 * for each other.
 */
function matchRoutes(sql: postgres.ISql, routes: readonly [string, Routable][], isHeld: boolean): Promise<Match[]> {
  const rows = routes.map(([key, { tenantId, appId, type, only, about }]) => ({
    key,
    tenant_id: tenantId,
    app_id: appId,
    patterns: about ? patternsNaming(type) : patternsMatching(type),
    endpoint_id: only?.endpointId ?? null,
    about_id: about?.endpointId ?? null,
  }));
  return sql<Match[]>`
    with route as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as route(
        key text, tenant_id uuid, app_id uuid, patterns text[], endpoint_id uuid, about_id uuid)
    ), matched as materialized (
      select route.key, e.id, e.retry_schedule
      from route join endpoints e on e.tenant_id = route.tenant_id and e.app_id = route.app_id
      where e.status <> 'inactive'
        and case when route.endpoint_id is not null then e.id = route.endpoint_id
          when route.about_id is not null then e.event_types && route.patterns and e.id <> route.about_id
          else e.event_types is null or e.event_types && route.patterns end
      order by e.id
      ${isHeld ? sql`for key share of e` : sql``}
    )
    select route.key, a.id as "appId", a.revision::text as revision, a.retry_schedule as "appSchedule",
      matched.id as "endpointId", matched.retry_schedule as "endpointSchedule"
    from route join apps a on a.tenant_id = route.tenant_id and a.id = route.app_id
    left join matched on matched.key = route.key
    order by matched.id`;
}
