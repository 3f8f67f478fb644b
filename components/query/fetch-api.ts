import type { z } from "zod";
import type { Place } from "#components/place/place.ts";
import { ApiError } from "./api-error.ts";

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

/**
 * Reads from the management API as the signed-in person: `fetchApi<typeof endpointPage>(place, "endpoints", { query, signal })`,
 * with the type of the operation's output schema. The path hangs under the place's app. Empty query values are left out,
 * arrays repeat. Throws ApiError; gives up after 15 s.
 */
export async function fetchApi<S extends z.ZodType>(
  place: Place,
  path: string,
  { query = {}, signal }: { query?: Query | undefined; signal: AbortSignal },
): Promise<z.output<S>> {
  const response = await fetch(`/api/v1/apps/${encodeURIComponent(place.app)}/${path}${search(query)}`, {
    headers: { "posthouse-tenant": place.tenant },
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  }).catch(toSilence);
  if (!response.ok) throw await ApiError.of(response);
  return asAnswer<S>(await response.json().catch(toSilence));
}

/** The same as a query's function, the path in its parts: `queryFn: readApi<typeof endpoint>(place, ["endpoints", id])`. */
export function readApi<S extends z.ZodType>(place: Place, path: readonly string[], query?: () => Query) {
  return ({ signal }: { signal: AbortSignal }) =>
    fetchApi<S>(place, path.map(encodeURIComponent).join("/"), { query: query?.(), signal });
}

/** Who took the question back themselves is told by react-query, whatever is thrown here. */
function toSilence(): never {
  throw ApiError.ofSilence();
}

/** The server has parsed it by this very schema as it left: doing so again would cost each page 33 KiB of script. */
function asAnswer<S extends z.ZodType>(answer: unknown): z.output<S> {
  return answer as z.output<S>;
}

const ANSWER_MS = 15_000;

function search(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== null && item !== undefined && item !== "") params.append(name, String(item));
    }
  }
  return params.size === 0 ? "" : `?${params}`;
}
