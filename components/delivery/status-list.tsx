import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { formatNumber } from "#components/format/number.ts";
import { CheckList } from "#components/list/choices.tsx";
import type { Place } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { readApi } from "#components/query/fetch-api.ts";
import { stateWords } from "#components/state/state.ts";
import type { deliveryCounts } from "#domain/delivery/schema.ts";
import { DELIVERY_STATUSES } from "#domain/delivery/words.ts";
import type { DeliveryFilters } from "./list.ts";

type StatusListProps = { filters: DeliveryFilters; onChange: (status: readonly string[]) => void };

/** Any of the statuses, each with how many deliveries the other filters leave of it: exact up to 10,000, then `10,000+`. */
export function StatusList({ filters, onChange }: StatusListProps) {
  const { data } = useQuery(countsQuery(usePlace(), filters));
  const counts = data?.data.map(
    ({ status, count, hasMore }) => [status, `${formatNumber(count)}${hasMore ? "+" : ""}`] as const,
  );
  return (
    <CheckList
      label="Status"
      words={new Map(Object.entries(stateWords(DELIVERY_STATUSES)))}
      isState
      counts={new Map(counts)}
      texts={filters.status}
      onChoose={onChange}
    />
  );
}

/** How many deliveries of each status the other filters leave. */
function countsQuery(place: Place, filters: DeliveryFilters) {
  const query = { ...filters, status: null };
  return queryOptions({
    queryKey: ["deliveries", place, "counts", query],
    queryFn: readApi<typeof deliveryCounts>(place, ["deliveries", "counts"], () => query),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}
