import { queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { eventPage } from "#domain/event/schema.ts";
import type { refusalPage, source } from "#domain/source/schema.ts";

export const RECENT_ROWS = 10;
export const REFUSAL_ROWS = 20;

/** One source; read again often while it waits for its first request. */
export function sourceQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["source", place, id],
    queryFn: readApi<typeof source>(place, ["sources", id]),
    refetchInterval: 5_000,
  });
}

/** What the source accepted last. */
export function sourceEventsQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["events", place, "of-source", id],
    queryFn: readApi<typeof eventPage>(place, ["events"], () => ({ sourceId: id, limit: RECENT_ROWS })),
    refetchInterval: 5_000,
  });
}

/** What the source refused last. */
export function refusalsQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["source-refusals", place, id],
    queryFn: readApi<typeof refusalPage>(place, ["sources", id, "refusals"], () => ({ limit: REFUSAL_ROWS })),
    refetchInterval: 5_000,
  });
}
