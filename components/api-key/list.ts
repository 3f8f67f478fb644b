import { queryOptions } from "@tanstack/react-query";
import { pagedList } from "#components/list/paged-list.ts";
import type { Place } from "#components/place/place.ts";
import { fetchApi, readApi } from "#components/query/fetch-api.ts";
import type { apiKeyPage } from "#domain/api-key/schema.ts";
import type { auditPage } from "#domain/audit/schema.ts";

/** The keys that are good in this app; read again for when they were last used. */
export const apiKeyList = pagedList({
  key: "api-keys",
  noun: "API keys",
  read: fetchApi<typeof apiKeyPage>,
  refetchMs: 30_000,
  filters: {},
});

/** Who made the newest keys: the log knows, keys themselves do not. */
export function apiKeyMakersQuery(place: Place) {
  return queryOptions({
    queryKey: ["audit", place, "api-key-makers"],
    queryFn: readApi<typeof auditPage>(place, ["audit-log"], () => API_KEY_MAKERS_INPUT),
  });
}

export const API_KEY_MAKERS_INPUT = { action: "api_key.create", limit: 100 };
