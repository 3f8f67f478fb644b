import { queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { wallReport } from "#domain/wall/schema.ts";

export const WALL_REFRESH_MS = 5_000;

/** How every endpoint does. Nobody touches a wall: it asks on in the background, and even when the browser says offline. */
export function wallQuery(place: Place) {
  return queryOptions({
    queryKey: ["wall", place],
    queryFn: ({ signal }) => fetchApi<typeof wallReport>(place, "health/endpoints", { signal }),
    refetchInterval: WALL_REFRESH_MS,
    refetchIntervalInBackground: true,
    networkMode: "always",
    retry: false,
  });
}
