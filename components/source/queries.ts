import { queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { eventPage } from "#domain/event/schema.ts";
import type { refusalPage, source } from "#domain/source/schema.ts";

export const RECENT_ROWS = 10;
export const REFUSAL_ROWS = 20;

/** One source; read again often while it waits for its first request. */
export function sourceQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["source", place, id],
    queryFn: ({ signal }) => fetchApi<typeof source>(place, `sources/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: 5_000,
  });
}

/** What the source accepted last. */
export function sourceEventsQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["events", place, "of-source", id],
    queryFn: ({ signal }) =>
      fetchApi<typeof eventPage>(place, "events", { query: { sourceId: id, limit: RECENT_ROWS }, signal }),
    refetchInterval: 5_000,
  });
}

/** What the source refused last. */
export function refusalsQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["source-refusals", place, id],
    queryFn: ({ signal }) =>
      fetchApi<typeof refusalPage>(place, `sources/${encodeURIComponent(id)}/refusals`, {
        query: { limit: REFUSAL_ROWS },
        signal,
      }),
    refetchInterval: 5_000,
  });
}
