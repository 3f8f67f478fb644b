import { queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { auditPage } from "#domain/audit/schema.ts";

/** Who made the newest keys: the log knows, keys themselves do not. */
export function apiKeyMakersQuery(place: Place) {
  return queryOptions({
    queryKey: ["audit", place, "api-key-makers"],
    queryFn: readApi<typeof auditPage>(place, ["audit-log"], () => API_KEY_MAKERS_INPUT),
  });
}

export const API_KEY_MAKERS_INPUT = { action: "api_key.create", limit: 100 };
