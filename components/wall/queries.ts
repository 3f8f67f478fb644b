import { queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { wallReport } from "#domain/wall/schema.ts";

export const WALL_REFRESH_MS = 5_000;

/** How every endpoint does. Nobody touches a wall: it asks on in the background, and even when the browser says offline. */
export function wallQuery(place: Place) {
  return queryOptions({
    queryKey: ["wall", place],
    queryFn: readApi<typeof wallReport>(place, ["health", "endpoints"]),
    refetchInterval: WALL_REFRESH_MS,
    refetchIntervalInBackground: true,
    networkMode: "always",
    retry: false,
  });
}

const STAY_MS = 60 * 60 * 1_000;

/**
 * Opens the wall's own page again every hour, behind what is seen: a session ends when no page is opened for long. Not
 * at once, since the wall has just been opened.
 */
export function stayQuery(address: string) {
  return queryOptions({
    queryKey: ["wall", "stay", address],
    queryFn: async ({ signal }) =>
      (await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(STAY_ANSWER_MS)]) })).status,
    initialData: 200,
    staleTime: STAY_MS,
    refetchInterval: STAY_MS,
    refetchIntervalInBackground: true,
    networkMode: "always",
    retry: false,
  });
}

const STAY_ANSWER_MS = 30_000;
