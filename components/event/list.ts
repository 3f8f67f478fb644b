import { eventType, idOf, idSearch, time } from "#components/list/filter.ts";
import { liveList } from "#components/list/live-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { eventPage } from "#domain/event/schema.ts";

/** What came in. Events never change, so each is read once. */
export const eventList = liveList({
  key: "events",
  noun: "events",
  read: fetchApi<typeof eventPage>,
  isOpen: () => false,
  filters: {
    q: idSearch({ label: "Find by event id" }),
    type: eventType({ label: "Event type" }),
    sourceId: idOf("src", { label: "Source", title: "Sources" }),
    ...time,
  },
});
