import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { boundsOf, type ChartSpan } from "#components/endpoint/chart-span.ts";
import type { Place } from "#components/place/place.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { appHealthReport } from "#domain/health/schema.ts";

/** How an app's deliveries do over a span: figures, series, what waits, which endpoints need somebody. */
export function appHealthQuery(place: Place, span: ChartSpan) {
  return queryOptions({
    queryKey: ["health", place, "app", span],
    queryFn: readApi<typeof appHealthReport>(place, ["health"], () => boundsOf(span, Date.now())),
    placeholderData: keepPreviousData,
    refetchInterval: span.span === "1h" ? 5_000 : 15_000,
  });
}
