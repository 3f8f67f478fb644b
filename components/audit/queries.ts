import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { auditPage } from "#domain/audit/schema.ts";
import { type AuditFilters, toListInput } from "./filter.ts";

/** A page of the audit log. It is read again when somebody comes back to it, not while it is being read. */
export function auditListQuery(place: Place, filters: AuditFilters) {
  return queryOptions({
    queryKey: ["audit", place, filters],
    queryFn: ({ signal }) => fetchApi<typeof auditPage>(place, "audit-log", { query: toListInput(filters), signal }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}
