import { scope, search } from "#components/list/filter.ts";
import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import { EVENT_TYPE_NAME } from "#domain/event-type/rule/name.ts";
import type { eventTypePage } from "#domain/event-type/schema.ts";

/** The catalogue, by name. */
export const eventTypeList = pagedList({
  key: "event-types",
  noun: "event types",
  read: fetchApi<typeof eventTypePage>,
  filters: {
    q: search({ label: "Find event types", placeholder: "Name or description", lengthMax: EVENT_TYPE_NAME.lengthMax }),
    archived: scope({ label: "Which event types", words: { false: "Current", true: "With archived" } }),
  },
});
