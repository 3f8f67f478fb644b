import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { isOpen } from "#components/delivery/log-page.ts";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import { timeOfId } from "#components/time/time-of-id.ts";
import type { eventDetail, eventPage } from "#domain/event/schema.ts";
import type { EventFilters } from "./filter.ts";

export const EVENT_PAGE_ROWS = 50;
const NEWER_MAX = 100;

/** The events from the newest down. They never change, so they are read once; a higher `epoch` starts again. */
export function eventListQuery(place: Place, filters: EventFilters, epoch = 0) {
  return infiniteQueryOptions({
    queryKey: ["events", place, filters, epoch],
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = { ...filters, cursor, limit: EVENT_PAGE_ROWS };
      return fetchApi<typeof eventPage>(place, "events", { query, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // An empty list waits for its first event.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.data.length === 0 ? 4_000 : false),
  });
}

/** Events that arrived above `topId`, the newest 100 of them. */
export function newerEventsQuery(place: Place, filters: EventFilters, topId: string) {
  const after = new Date(timeOfId(topId) + 1).toISOString();
  return queryOptions({
    queryKey: ["events", place, filters, "newer", topId],
    queryFn: ({ signal }) =>
      fetchApi<typeof eventPage>(place, "events", { query: { ...filters, after, limit: NEWER_MAX }, signal }),
    refetchInterval: 3_000,
    staleTime: 0,
  });
}

/** One event with payload, deliveries and routing; reads it again until every delivery has ended. */
export function eventQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["event", place, id],
    queryFn: ({ signal }) => fetchApi<typeof eventDetail>(place, `events/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.deliveries.some(isOpen) ? 4_000 : false),
  });
}
