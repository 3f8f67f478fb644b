import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { Replay, replayPage } from "#domain/replay/schema.ts";

/** An app's bulk replays, newest first; looked at every second while one is running. */
export const replayList = pagedList({
  key: "replays",
  path: ["deliveries", "replays"],
  noun: "replays",
  rowsMax: 20,
  read: fetchApi<typeof replayPage>,
  refetchMs: (jobs) => (jobs.some(({ state }) => state === "running") ? 1_000 : 15_000),
  filters: {},
});

/** Whether a replay can still make deliveries. */
export function isUnfinished({ state }: Pick<Replay, "state">): boolean {
  return state === "running" || state === "paused";
}
