import type postgres from "postgres";
import { patternsMatching, patternsNaming } from "#domain/event-type/name.ts";

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

/** Bounds the rows of one answer: at most this many times the endpoints of an app. */
export const ROUTES_PER_STATEMENT = 50;

/**
 * The CTEs `matched`, the endpoints that each of the routes leads to now, and `printed`, by which two answers are told
 * apart. Until the transaction ends none of those endpoints can be deleted. Needs the index endpoints_app. Locks in the
 * order of the ids, so that two of these never wait for each other.
 */
export function matchedRoutes(sql: postgres.ISql, routes: ReadonlyMap<string, Routable>) {
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
