import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  replaceEqualDeep,
} from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { deliveryCounts, deliveryDetail, deliveryPage } from "#domain/delivery/schema.ts";
import type { endpoint } from "#domain/endpoint/schema.ts";
import { timeOfId } from "../time/time-of-id.ts";
import type { DeliveryFilters } from "./filter.ts";
import { isOpen, keepPlaces, type LogPage } from "./log-page.ts";

/** The first page comes with the document and is small; those that follow are as large as the API gives. */
export const LOG_PAGE_ROWS = 50;
const OLDER_PAGE_ROWS = 100;
const NEWER_MAX = 100;

/**
 * The log from its top down. Once rows are shown, reading again starts at the same top, so that what arrives meanwhile
 * moves nothing; a higher `epoch` starts from the newest row. Refreshes itself while a shown row can still change.
 */
export function deliveryLogQuery(place: Place, filters: DeliveryFilters, { epoch = 0, isLive = true } = {}) {
  const queryKey = ["deliveries", place, filters, epoch] as const;
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam: cursor, signal, client }): Promise<LogPage> => {
      const shown = client.getQueryData<{ pages: LogPage[] }>(queryKey);
      const before = pinnedBefore(shown?.pages ?? []) ?? filters.before;
      const query = { ...filters, before, cursor, limit: cursor === "" ? LOG_PAGE_ROWS : OLDER_PAGE_ROWS };
      return fetchApi<typeof deliveryPage>(place, "deliveries", { query, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    structuralSharing: (before, after) => keepShown(before, after),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (isLive ? refreshMs(state.data?.pages ?? []) : false),
  });
}

/** Deliveries that arrived above `topId`, the newest 100 of them. */
export function newerDeliveriesQuery(place: Place, filters: DeliveryFilters, topId: string) {
  const after = new Date(timeOfId(topId) + 1).toISOString();
  return queryOptions({
    queryKey: ["deliveries", place, filters, "newer", topId],
    queryFn: ({ signal }) =>
      fetchApi<typeof deliveryPage>(place, "deliveries", { query: { ...filters, after, limit: NEWER_MAX }, signal }),
    refetchInterval: 3_000,
    staleTime: 0,
  });
}

/** How many deliveries of each status the other filters leave. */
export function deliveryCountsQuery(place: Place, filters: DeliveryFilters) {
  const query = { ...filters, status: null };
  return queryOptions({
    queryKey: ["deliveries", place, "counts", query],
    queryFn: ({ signal }) => fetchApi<typeof deliveryCounts>(place, "deliveries/counts", { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}

/** One delivery with payload and attempts; reads it again until it has ended. */
export function deliveryQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["delivery", place, id],
    queryFn: ({ signal }) => fetchApi<typeof deliveryDetail>(place, `deliveries/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && !isOpen(state.data) ? false : waitMs(state.data?.nextAttemptAt)),
  });
}

/** The other deliveries of an event to one endpoint: the original and its replays. */
export function kinQuery(place: Place, { eventId, endpointId }: { eventId: string; endpointId: string }) {
  return queryOptions({
    queryKey: ["deliveries", place, "kin", eventId, endpointId],
    queryFn: ({ signal }) =>
      fetchApi<typeof deliveryPage>(place, "deliveries", { query: { eventId, endpointId, limit: 100 }, signal }),
  });
}

/** The endpoint a delivery goes to: its name, and whether something keeps it waiting. */
export function deliveryEndpointQuery(place: Place, endpointId: string) {
  return queryOptions({
    queryKey: ["endpoint", place, endpointId],
    queryFn: ({ signal }) =>
      fetchApi<typeof endpoint>(place, `endpoints/${encodeURIComponent(endpointId)}`, { signal }),
    refetchInterval: 15_000,
  });
}

const BUSY_MS = 2_000;
const CALM_MS = 15_000;

/** react-query types shared data as unknown; under this query's key stands only what its own function read. */
function keepShown(before: unknown, after: unknown): unknown {
  const fresh = after as InfiniteData<LogPage, string>;
  if (before === undefined) return fresh;
  const shown = before as InfiniteData<LogPage, string>;
  return replaceEqualDeep(shown, { ...fresh, pages: keepPlaces(shown.pages, fresh.pages) });
}

/** What is under way or due is looked at often, what waits for hours seldom. */
function waitMs(nextAttemptAt: string | null | undefined): number {
  if (!nextAttemptAt) return BUSY_MS;
  return Date.parse(nextAttemptAt) - Date.now() > 30_000 ? CALM_MS : BUSY_MS;
}

/** An empty log waits for its first row; a full one costs a request per page, so more pages are read less often. */
function refreshMs(pages: readonly LogPage[]): number | false {
  const rows = pages.flatMap((page) => page.data);
  return rows.length === 0 || rows.some(isOpen) ? 4_000 * Math.max(1, pages.length) : false;
}

function pinnedBefore(pages: readonly LogPage[]): string | null {
  const top = pages[0]?.data[0];
  return top ? new Date(timeOfId(top.id) + 1).toISOString() : null;
}
