import { useQueryClient } from "@tanstack/react-query";
import { usePlace } from "#components/place/place-context.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";

/** After a write: what the page shows of an endpoint is read again; what the write answered is shown at once. */
export function useRefresh(id: string): (fresh?: Endpoint) => Promise<void> {
  const place = usePlace();
  const queryClient = useQueryClient();
  return async (fresh) => {
    if (fresh !== undefined) queryClient.setQueryData(["endpoint", place, id], fresh);
    const stale = [
      ["endpoint", place, id],
      ["audit", place, id],
      ["deliveries", place],
      ["endpoints", place],
    ];
    await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
}
