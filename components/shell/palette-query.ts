import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { endpointPage } from "#domain/endpoint/schema.ts";

const SHOWN = 6;
/** A pause in typing: what is typed within it asks for nothing. */
const PAUSE_MS = 150;

/** The endpoints whose name or URL holds a text of two letters or more. Typing on calls off the question before. */
export function endpointsNamed(place: Place, text: string) {
  return queryOptions({
    queryKey: ["endpoints", place, "named", text],
    queryFn: async ({ signal }) => {
      await pause(signal);
      return fetchApi<typeof endpointPage>(place, "endpoints", { query: { q: text, limit: SHOWN }, signal });
    },
    enabled: text.length >= 2,
    placeholderData: text.length >= 2 ? keepPreviousData : undefined,
    retry: false,
  });
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
