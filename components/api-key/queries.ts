import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { apiKeyPage } from "#domain/api-key/schema.ts";
import type { auditPage } from "#domain/audit/schema.ts";
import { API_KEY_PAGE_ROWS } from "./pages.ts";

/** A page of the keys that are good in this app; read again for when they were last used. */
export function apiKeyListQuery(place: Place, pages: readonly string[]) {
  return queryOptions({
    queryKey: ["api-keys", place, pages],
    queryFn: ({ signal }) =>
      fetchApi<typeof apiKeyPage>(place, "api-keys", {
        query: { cursor: pages.at(-1), limit: API_KEY_PAGE_ROWS },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** Who made the newest keys: the log knows, keys themselves do not. */
export function apiKeyMakersQuery(place: Place) {
  return queryOptions({
    queryKey: ["audit", place, "api-key-makers"],
    queryFn: ({ signal }) => fetchApi<typeof auditPage>(place, "audit-log", { query: API_KEY_MAKERS_INPUT, signal }),
  });
}

export const API_KEY_MAKERS_INPUT = { action: "api_key.create", limit: 100 };
