"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import type { DeliveryFilters } from "./filter.ts";
import { deliveryLogQuery, newerDeliveriesQuery } from "./queries.ts";

/** The log's rows: as they were when the reader came, kept up to date in place, with a count of what is newer. */
export function useLog(filters: DeliveryFilters, isLive: boolean) {
  const place = usePlace();
  const [epoch, setEpoch] = useState(0);
  const log = useInfiniteQuery(deliveryLogQuery(place, filters, { epoch, isLive }));
  // Rows of other filters stand in while these load, but not for an answer that failed to come.
  const pages = log.isPlaceholderData && log.error !== null ? [] : (log.data?.pages ?? []);
  const rows = pages.flatMap((page) => page.data);
  const topId = rows[0]?.id ?? "";
  const isOpenEnded = filters.before === null;
  const newer = useQuery({
    ...newerDeliveriesQuery(place, filters, topId),
    enabled: isLive && isOpenEnded && topId !== "" && !log.isPlaceholderData,
  });
  return {
    rows,
    ids: rows.map((row) => row.id),
    types: [...new Set(rows.map((row) => row.eventType))],
    newCount: isOpenEnded ? (newer.data?.data.length ?? 0) : 0,
    hasMoreNew: newer.data?.nextCursor != null,
    showNew: () => setEpoch((before) => before + 1),
    isLoading: log.isPending,
    isChanging: log.isPlaceholderData && log.error === null,
    error: log.error ?? newer.error,
    retry: () => void log.refetch(),
    hasOlder: log.hasNextPage,
    isLoadingOlder: log.isFetchingNextPage,
    /** Why the last attempt at older rows failed; null when it did not. */
    olderError: log.isFetchNextPageError ? log.error : null,
    loadOlder: () => {
      // A refresh that is under way would be thrown away, and its rows with it.
      if (!log.isFetchingNextPage) void log.fetchNextPage({ cancelRefetch: false });
    },
  };
}
