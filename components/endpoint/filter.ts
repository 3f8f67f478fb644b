import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { eventTypeIssue, isSearch } from "#components/query/accepted.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { HealthState } from "#domain/health/schema.ts";

// Told here once more, so that no page needs the schemas' library; the tests compare.
export const ENDPOINT_STATUSES = [
  "active",
  "paused",
  "suspended",
  "inactive",
] as const satisfies readonly Endpoint["status"][];
export const HEALTH_STATES = ["healthy", "degraded", "failing", "idle"] as const satisfies readonly HealthState[];
export const ENDPOINT_PAGE_ROWS = 50;

/**
 * The list's filters as they stand in the address, named as in the API; what the API would refuse is dropped. `pages`
 * are the cursors from the first page to this one, so that the way back is known.
 */
export const endpointFilterParsers = {
  status: parseAsStringLiteral(ENDPOINT_STATUSES),
  health: parseAsStringLiteral(HEALTH_STATES),
  eventType: parseAsAccepted((text) => eventTypeIssue(text) === null),
  q: parseAsAccepted((text) => text.trim() !== "" && isSearch(text)),
  pages: parseAsArrayOf(parseAsString).withDefault([]),
};

export type EndpointFilters = inferParserType<typeof endpointFilterParsers>;

export const loadEndpointFilters = createLoader(endpointFilterParsers);

/** The address of the list with these filters. */
export const endpointsHref = createSerializer(endpointFilterParsers);

export const NO_FILTERS: EndpointFilters = { status: null, health: null, eventType: null, q: null, pages: [] };

/** The filters as the API takes them. */
export function toListInput({ status, health, eventType, q, pages }: EndpointFilters) {
  return {
    status: status ?? undefined,
    health: health ?? undefined,
    eventType: eventType ?? undefined,
    q: q ?? undefined,
    cursor: pages.at(-1),
    limit: ENDPOINT_PAGE_ROWS,
  };
}

export function isFiltered({ status, health, eventType, q }: EndpointFilters): boolean {
  return [status, health, eventType, q].some((value) => value !== null);
}

function parseAsAccepted(isAccepted: (text: string) => boolean) {
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text) => text });
}
