import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { deliveryEndpointQuery } from "#components/delivery/queries.ts";
import type { Place } from "#components/place/place.ts";
import { type Action, readRows } from "#components/query/call-action.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { auditPage } from "#domain/audit/schema.ts";
import type { deliveryPage } from "#domain/delivery/schema.ts";
import type { sparklines } from "#domain/endpoint/schema.ts";
import type { Change, endpointHealthReport, listChangesInput } from "#domain/health/schema.ts";
import type { ChartSpan } from "./chart-span.ts";
import { boundsOf } from "./chart-span.ts";

export type Sparklines = z.output<typeof sparklines>;
export type SparklinesAction = Action<{ ids: string[] }, Sparklines>;

/** The last 24 hours of the endpoints in sight. They come by a server action: the API has no path for them. */
export function sparklinesQuery(place: Place, ids: string[], load?: SparklinesAction) {
  return queryOptions({
    queryKey: ["sparklines", place, ids],
    queryFn: () => readRows(load, place, { ids }),
    enabled: load !== undefined && ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchInterval: 60_000,
  });
}

/** One endpoint with its health. */
export function endpointQuery(place: Place, id: string) {
  return queryOptions({ ...deliveryEndpointQuery(place, id), refetchInterval: 5_000 });
}

/** The series of an endpoint's charts over a span. */
export function endpointHealthQuery(place: Place, id: string, span: ChartSpan) {
  return queryOptions({
    queryKey: ["health", place, id, span],
    queryFn: readApi<typeof endpointHealthReport>(place, ["endpoints", id, "health"], () => boundsOf(span, Date.now())),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
}

/** Who changed what about an endpoint, the last 50 times. */
export function endpointHistoryQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["audit", place, id],
    queryFn: readApi<typeof auditPage>(place, ["audit-log"], () => ({ target: id, limit: HISTORY_ROWS })),
    refetchInterval: 30_000,
  });
}

export type ChangesAction = Action<z.input<typeof listChangesInput>, { data: Change[] }>;

/** What was done over a span that may explain its charts, at one endpoint or at all. The API has no path for it. */
export function changesQuery(place: Place, span: ChartSpan, { id, load }: { id?: string; load?: ChangesAction }) {
  return queryOptions({
    queryKey: ["audit", place, id ?? "app", "changes", span],
    queryFn: () => readRows(load, place, { ...boundsOf(span, Date.now()), endpointId: id }),
    enabled: load !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    refetchInterval: 30_000,
  });
}

export const HISTORY_ROWS = 50;
export const RECENT_ROWS = 10;

/** An endpoint's newest deliveries. */
export function recentDeliveriesQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["deliveries", place, "recent", id],
    queryFn: readApi<typeof deliveryPage>(place, ["endpoints", id, "deliveries"], () => ({ limit: RECENT_ROWS })),
    refetchInterval: 5_000,
  });
}
