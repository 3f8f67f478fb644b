"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePlace } from "#components/place/place-context.tsx";
import type { Source } from "#domain/source/schema.ts";

/** After a write: what the pages show of a source is read again; what the write answered is shown at once. */
export function useRefresh(id: string): (fresh?: Source) => Promise<void> {
  const place = usePlace();
  const queryClient = useQueryClient();
  return async (fresh) => {
    if (fresh !== undefined) queryClient.setQueryData(["source", place, id], fresh);
    const stale = [["source", place, id], ["sources"], ["audit"]];
    await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  };
}
