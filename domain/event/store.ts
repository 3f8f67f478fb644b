import { LRUCache } from "lru-cache";
import type postgres from "postgres";
import { driver, driverOf, type Tx } from "#db/client.ts";
import { withPartitions } from "#db/partition.ts";
import { into } from "#db/rows.ts";
import { deliveriesLive } from "#db/schema/delivery.ts";
import { eventPayloads, events as eventsTable } from "#db/schema/event.ts";
import { system } from "#db/tenant.ts";
import { maxAttempts, scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { DUE_CHANNEL, duePayload } from "#domain/delivery/wake.ts";
import { DomainError } from "#domain/error.ts";
import { patternsMatching, patternsNaming } from "#domain/event-type/rule/name.ts";
import {
  DELIVERY,
  EVENT,
  type EventRows,
  identified,
  type NewEvent,
  planRows,
  type Routable,
  routeKey,
  routesOf,
  type StoredEvent,
  type Subscriber,
} from "./event-rows.ts";

// The statement that finds subscribers, the one that inserts, and the one that does both at once: they share their CTEs.

type StoreOptions = {
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

function refuseMoreThan(deliveriesMax: number, deliveries: number): void {
  if (deliveries <= deliveriesMax) return;
  throw new DomainError(
    "payload_too_large",
    `These events would make ${deliveries} deliveries, and ${deliveriesMax} at once is the most. Send fewer events.`,
  );
}

/**
 * Keeps events as `storeEvents` does, as the system, in a transaction of their own. Where the routes are known from before
 * it takes one statement instead of four turns between here and the database, for each of which a busy door waits
 * milliseconds. The statement itself finds the subscribers again and writes only where they are still the same.
 */
export async function storeEventsTogether(events: readonly NewEvent[]): Promise<StoredEvent[]> {
  const stored = await withPartitions(() => storeAsKnown(events));
  if (stored !== null) return stored;
  return withPartitions(() => system().transaction((tx) => storeEvents(tx, events, { onRouted: remember })));
}

/** Null where a route is not known, or leads elsewhere by now: nothing is written then. */
async function storeAsKnown(given: readonly NewEvent[]): Promise<StoredEvent[] | null> {
  const routes = routesOf(given);
  const known = new Map([...routes.keys()].map((key) => [key, routesKnown.get(key)]));
  if (routes.size > ROUTES_PER_STATEMENT || [...known.values()].includes(undefined)) return null;
  const { rows, stored } = planRows(identified(given), (event) => known.get(routeKey(event))?.subscribers ?? []);
  if (rows.deliveries.length > ROWS_PER_STATEMENT) return null;
  const sql = driver();
  const prints = JSON.stringify([...known].map(([key, route]) => ({ key, print: route?.print ?? null })));
  const [answer] = await sql<{ isSame: boolean }[]>`
    with ${matchedRoutes(sql, routes)},
    same as materialized (
      select not exists (
        select from json_to_recordset(${prints}::text::json) as known (key text, print text)
        left join printed on printed.key = known.key
        where printed.print is distinct from known.print
      ) as yes
    ),
    ${insertedRows(sql, rows, sql`(select yes from same)`)}
    select yes as "isSame", (select count(*) from told) from same`;
  return answer?.isSame ? stored : null;
}

function remember(routes: ReadonlyMap<string, Route>): void {
  for (const [key, route] of routes) routesKnown.set(key, route);
}

/** Subscribers that are remembered, of all routes together. */
const REMEMBERED_MAX = 100_000;
const routesKnown = new LRUCache<string, Route>({
  maxSize: REMEMBERED_MAX,
  sizeCalculation: ({ subscribers }) => subscribers.length + 1,
});

/** The most endpoints one event may go to. */
export const FAN_OUT_MAX = 1000;

/** Where a route led, and the database's print of that answer: null where it led nowhere. */
type Route = { subscribers: Subscriber[]; print: string | null };

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
async function findRoutes(tx: Tx, routes: ReadonlyMap<string, Routable>): Promise<Map<string, Route>> {
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

/** Bounds the rows of one answer: at most this many times the endpoints of an app. */
const ROUTES_PER_STATEMENT = 50;

/**
 * The CTEs `matched`, the endpoints that each of the routes leads to now, and `printed`, by which two answers are told
 * apart. Until the transaction ends none of those endpoints can be deleted. Needs the index endpoints_app. Locks in the
 * order of the ids, so that two of these never wait for each other.
 */
function matchedRoutes(sql: postgres.ISql, routes: ReadonlyMap<string, Routable>) {
  const rows = [...routes].map(([key, { tenantId, appId, type, only, about }]) => ({
    key,
    tenant_id: tenantId,
    app_id: appId,
    patterns: about ? patternsNaming(type) : patternsMatching(type),
    endpoint_id: only?.endpointId ?? null,
    about_id: about?.endpointId ?? null,
  }));
  return sql`
    matched as materialized (
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
      for key share of e
    ), printed as materialized (
      select key, md5(string_agg(
        concat_ws(' ', endpoint_id, coalesce(endpoint_schedule::text, '-'), coalesce(app_schedule::text, '-')), ','
        order by endpoint_id)) as print
      from matched group by key
    )`;
}

/**
 * Inserts events, their payloads and their deliveries, and wakes the dispatchers: one statement, and one per further
 * ROWS_PER_STATEMENT deliveries. Rows travel as a list per column, so its text is the same for any number of rows; as one
 * JSON text they took both sides twice as long.
 */
async function insertRows(tx: Tx, { events, deliveries }: EventRows): Promise<void> {
  await insertSome(tx, { events, deliveries: deliveries.slice(0, ROWS_PER_STATEMENT) });
  for (let at = ROWS_PER_STATEMENT; at < deliveries.length; at += ROWS_PER_STATEMENT) {
    await insertSome(tx, { events: [], deliveries: deliveries.slice(at, at + ROWS_PER_STATEMENT) });
  }
}

const ROWS_PER_STATEMENT = 5000;

async function insertSome(tx: Tx, rows: EventRows): Promise<void> {
  const sql = driverOf(tx);
  await sql`
    with ${insertedRows(sql, rows, sql`true`)}
    select count(*) from told`;
}

const e = EVENT.read();
const { createdAt, ...d } = DELIVERY.read();

/**
 * The CTEs that insert events, payloads and deliveries where `condition` holds, and `told`, which wakes the dispatchers and
 * is only carried out when it is read.
 */
function insertedRows(
  sql: postgres.ISql,
  { events, deliveries }: EventRows,
  condition: postgres.PendingQuery<postgres.Row[]>,
) {
  return sql`
    incoming as materialized (
      select ${EVENT.list(sql)} from ${EVENT.unnest(sql, events)}
      where ${condition}
    ), payload as (
      insert into event_payloads ${into(sql, eventPayloads, {
        id: e.id,
        tenantId: e.tenantId,
        appId: e.appId,
        body: "body",
      })}
      from incoming
    ), event as (
      insert into events ${into(sql, eventsTable, {
        id: e.id,
        tenantId: e.tenantId,
        appId: e.appId,
        type: e.type,
        contentType: e.contentType,
        bodyBytes: "octet_length(body)",
        bodySha256: "sha256(body)",
        sourceId: e.sourceId,
        isSynthetic: e.isSynthetic,
        createdAt: e.createdAt,
      })}
      from incoming
    ), delivery as (
      insert into deliveries_live ${into(sql, deliveriesLive, { ...d, nextAttemptAt: "now()", createdAt })}
      from ${DELIVERY.unnest(sql, deliveries)}
      where ${condition}
    ), told as materialized (
      select pg_notify(${DUE_CHANNEL}, ${duePayload(deliveries.map((row) => row.endpointId))}::text)
      where ${deliveries.length}::int > 0 and ${condition}
    )`;
}
