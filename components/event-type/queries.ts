import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Place } from "#components/place/place.ts";
import type { ApiError } from "#components/query/api-error.ts";
import { readAction, readRows } from "#components/query/call-action.ts";
import { readApi } from "#components/query/fetch-api.ts";
import type { checkEventTypeInput, eventType, eventTypeTraffic } from "#domain/event-type/schema.ts";
import type { CheckAction, TrafficAction } from "./actions.ts";

/** One event type, archived ones included. */
export function eventTypeQuery(place: Place, name: string) {
  return queryOptions({
    queryKey: ["event-type", place, name],
    queryFn: readApi<typeof eventType>(place, ["event-types", name]),
  });
}

export type Traffic = z.output<typeof eventTypeTraffic>;

/** How many events of the types in sight came in 24 hours. By a server action: the API has no path for it. */
export function trafficQuery(place: Place, names: string[], load?: TrafficAction) {
  return queryOptions({
    queryKey: ["event-type-traffic", place, names],
    queryFn: () => readRows(load, place, { names }),
    enabled: load !== undefined && names.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    refetchInterval: 30_000,
  });
}

/** What the catalogue would say to a schema and an example: null where it would take them. */
export function checkQuery(place: Place, input: z.input<typeof checkEventTypeInput> | null, check: CheckAction) {
  return queryOptions({
    queryKey: ["event-type-check", place, input],
    queryFn: async (): Promise<ApiError | null> => {
      if (input === null) return null;
      return readAction(check(place, input)).then(
        () => null,
        (refusal: ApiError) => {
          if (refusal.issues.length === 0) throw refusal;
          return refusal;
        },
      );
    },
    enabled: input !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
}
