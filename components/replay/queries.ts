import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { Replay, replayPage } from "#domain/replay/schema.ts";

export const REPLAY_PAGE_ROWS = 20;

/** An app's bulk replays, newest first; looked at every second while one is running. */
export function replayListQuery(place: Place, cursor: string | null = null) {
  return queryOptions({
    queryKey: ["replays", place, cursor],
    queryFn: ({ signal }) =>
      fetchApi<typeof replayPage>(place, "replays", { query: { cursor, limit: REPLAY_PAGE_ROWS }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.data.some(isRunning) ? RUNNING_MS : RESTING_MS),
  });
}

/** Whether a replay can still make deliveries. */
export function isUnfinished({ state }: Pick<Replay, "state">): boolean {
  return state === "running" || state === "paused";
}

function isRunning({ state }: Pick<Replay, "state">): boolean {
  return state === "running";
}

const RUNNING_MS = 1_000;
const RESTING_MS = 15_000;
