"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { parsed } from "./address.ts";
import type { Bounded, Identified, LiveList } from "./live-list.ts";

/** A live list's rows: as they were when the reader came, kept up to date in place, with a count of what is newer. */
export function useLiveList<Values extends Bounded, Row extends Identified>(list: LiveList<Values, Row>) {
  const place = usePlace();
  const [states, setStates] = useQueryStates(list.parsers, { history: "push" });
  const values = parsed<Values>(states);
  const [isLive, setIsLive] = useState(true);
  const [epoch, setEpoch] = useState(0);
  const read = useInfiniteQuery(list.query(place, values, { epoch, isLive }));
  // Rows of other filters stand in while these load, but not for an answer that failed to come.
  const pages = read.isPlaceholderData && read.error !== null ? [] : (read.data?.pages ?? []);
  const rows = pages.flatMap((page) => page.data);
  const topId = rows[0]?.id ?? "";
  const isOpenEnded = values.before === null;
  const newer = useQuery({
    ...list.newer(place, values, topId),
    enabled: isLive && isOpenEnded && topId !== "" && !read.isPlaceholderData,
  });
  const error = read.error ?? newer.error;
  return {
    noun: list.noun,
    filters: list.filters,
    values,
    isFiltered: list.isFiltered(values),
    rows,
    isLive,
    setIsLive,
    newRows: {
      count: isOpenEnded ? (newer.data?.data.length ?? 0) : 0,
      hasMore: newer.data?.nextCursor != null,
      onShow: () => setEpoch((before) => before + 1),
    },
    isBusy: read.isPlaceholderData && read.error === null,
    isLoaded: !read.isPending && (rows.length > 0 || error === null),
    isNarrowed: list.isNarrowed(values),
    error,
    retry: () => void read.refetch(),
    change: (change: Readonly<Record<string, unknown>>) => void setStates(change),
    clear: () => void setStates(null),
    older: {
      hasOlder: read.hasNextPage,
      isLoading: read.isFetchingNextPage,
      /** Why the last attempt at older rows failed; null when it did not. */
      error: read.isFetchNextPageError ? read.error : null,
      onLoad: () => {
        // A refresh that is under way would be thrown away, and its rows with it.
        if (!read.isFetchingNextPage) void read.fetchNextPage({ cancelRefetch: false });
      },
    },
  };
}
