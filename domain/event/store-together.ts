import { LRUCache } from "lru-cache";
import { driver } from "#db/client.ts";
import { withPartitions } from "#db/partition.ts";
import { system } from "#db/tenant.ts";
import type { Route } from "./find-subscribers.ts";
import { insertedRows, ROWS_PER_STATEMENT } from "./insert-rows.ts";
import { matchedRoutes, ROUTES_PER_STATEMENT, routeKey, routesOf } from "./matched-routes.ts";
import type { NewEvent, StoredEvent } from "./new-event.ts";
import { planRows } from "./plan-rows.ts";
import { identified, storeEvents } from "./store.ts";

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
