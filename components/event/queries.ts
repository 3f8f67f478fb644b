import { queryOptions } from "@tanstack/react-query";
import { isOpen } from "#components/delivery/queries.ts";
import type { Place } from "#components/place/place.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { eventDetail } from "#domain/event/schema.ts";

/** One event with payload, deliveries and routing; reads it again until every delivery has ended. */
export function eventQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["event", place, id],
    queryFn: readApi<typeof eventDetail>(place, ["events", id]),
    refetchInterval: ({ state }) => (state.data?.deliveries.some(isOpen) ? 4_000 : false),
  });
}
