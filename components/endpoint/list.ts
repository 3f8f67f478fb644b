import { choice, eventType, search } from "#components/list/filter.ts";
import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import { stateWords } from "#components/state/state.ts";
import type { endpointPage } from "#domain/endpoint/schema.ts";
import type { EndpointStatus } from "#domain/endpoint/words.ts";
import { HEALTH_STATES } from "#domain/health/words.ts";

/** The app's endpoints. Rows keep their places, because new endpoints are rare and the order is theirs. */
export const endpointList = pagedList({
  key: "endpoints",
  noun: "endpoints",
  read: fetchApi<typeof endpointPage>,
  refetchMs: 10_000,
  filters: {
    q: search({ label: "Find endpoints", placeholder: "Name, URL or id" }),
    status: choice<EndpointStatus>({
      label: "Status",
      words: { active: "Active", ...stateWords(["paused", "suspended", "inactive"]) },
      isState: true,
    }),
    health: choice({ label: "Health", words: stateWords(HEALTH_STATES), isState: true }),
    eventType: eventType({
      label: "Gets",
      hint: "Endpoints that would get such an event, by name or by pattern.",
      submit: "Show these endpoints",
    }),
  },
});
