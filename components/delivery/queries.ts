import { queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { Delivery, deliveryDetail, deliveryPage } from "#domain/delivery/schema.ts";
import type { endpoint } from "#domain/endpoint/schema.ts";

/** One delivery with payload and attempts; reads it again until it has ended. */
export function deliveryQuery(place: Place, id: string) {
  return queryOptions({
    queryKey: ["delivery", place, id],
    queryFn: readApi<typeof deliveryDetail>(place, ["deliveries", id]),
    refetchInterval: ({ state }) => (state.data && !isOpen(state.data) ? false : waitMs(state.data?.nextAttemptAt)),
  });
}

/** The other deliveries of an event to one endpoint: the original and its replays. */
export function kinQuery(place: Place, { eventId, endpointId }: { eventId: string; endpointId: string }) {
  return queryOptions({
    queryKey: ["deliveries", place, "kin", eventId, endpointId],
    queryFn: readApi<typeof deliveryPage>(place, ["deliveries"], () => ({ eventId, endpointId, limit: 100 })),
  });
}

/** The endpoint a delivery goes to: its name, and whether something keeps it waiting. */
export function deliveryEndpointQuery(place: Place, endpointId: string) {
  return queryOptions({
    queryKey: ["endpoint", place, endpointId],
    queryFn: readApi<typeof endpoint>(place, ["endpoints", endpointId]),
    refetchInterval: 15_000,
  });
}

const BUSY_MS = 2_000;
const CALM_MS = 15_000;

/** What is under way or due is looked at often, what waits for hours seldom. */
function waitMs(nextAttemptAt: string | null | undefined): number {
  if (!nextAttemptAt) return BUSY_MS;
  return Date.parse(nextAttemptAt) - Date.now() > 30_000 ? CALM_MS : BUSY_MS;
}

/** Whether a delivery can still change by itself. */
export function isOpen({ status }: Pick<Delivery, "status">): boolean {
  return status === "pending" || status === "sending" || status === "retrying";
}
