"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import type { EventFilters } from "./filter.ts";
import { eventListQuery, newerEventsQuery } from "./queries.ts";

/** The list's rows as they were when the reader came, with a count of what is newer. */
export function useEventList(filters: EventFilters, isLive: boolean) {
  const place = usePlace();
  const [epoch, setEpoch] = useState(0);
  const list = useInfiniteQuery(eventListQuery(place, filters, epoch));
  // Rows of other filters stand in while these load, but not for an answer that failed to come.
  const pages = list.isPlaceholderData && list.error !== null ? [] : (list.data?.pages ?? []);
  const rows = pages.flatMap((page) => page.data);
  const topId = rows[0]?.id ?? "";
  const isOpenEnded = filters.before === null;
  const newer = useQuery({
    ...newerEventsQuery(place, filters, topId),
    enabled: isLive && isOpenEnded && topId !== "" && !list.isPlaceholderData,
  });
  return {
    rows,
    newCount: isOpenEnded ? (newer.data?.data.length ?? 0) : 0,
    hasMoreNew: newer.data?.nextCursor != null,
    showNew: () => setEpoch((before) => before + 1),
    isLoading: list.isPending,
    isChanging: list.isPlaceholderData && list.error === null,
    error: list.error ?? newer.error,
    retry: () => void list.refetch(),
    hasOlder: list.hasNextPage,
    isLoadingOlder: list.isFetchingNextPage,
    loadOlder: () => void list.fetchNextPage(),
  };
}
