"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowUp, Pause, Play } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { formatNumber } from "#components/format/number.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button, Spinner } from "#components/ui/button.tsx";
import { parsed } from "./address.ts";
import { ListFace, type ListFaceProps, StaleBadge } from "./faces.tsx";
import type { Bounded, Identified, LiveList } from "./live-list.ts";

type NewRowsProps = { count: number; hasMore: boolean; onShow: () => void };
type OlderRowsProps = {
  hasOlder: boolean;
  isLoading: boolean;
  /** Why older rows did not come; then only the button asks again. */
  error: Error | null;
  onLoad: () => void;
};
type LiveRowsProps = Omit<ListFaceProps, "list"> & {
  /** What `useLiveList` gives. */
  list: ListFaceProps["list"] & { newRows: NewRowsProps; older: OlderRowsProps };
  /** True where the foot brings older rows by itself when it comes near. */
  isEndless?: boolean;
};

/** The rows of a live list under what is new, above what is older; or what stands in their place. */
export function LiveRows({ list, isEndless = false, children, ...face }: LiveRowsProps) {
  return (
    <div>
      <NewRows {...list.newRows} />
      <ListFace list={list} {...face}>
        <div className="grid gap-3">
          {children}
          <OlderRows {...list.older} shownCount={list.rows.length} isEndless={isEndless} />
        </div>
      </ListFace>
    </div>
  );
}

/** "12 new" above the list: what is read stays put until this is pressed. */
function NewRows({ count, hasMore, onShow }: NewRowsProps) {
  return (
    <div role="status" className="sticky top-[calc(var(--sticky-top)+1.25rem)] z-15 h-0 print:hidden">
      {count === 0 ? null : (
        <button
          type="button"
          onClick={onShow}
          className="-translate-x-1/2 -translate-y-3/4 absolute left-1/2 flex h-6 items-center gap-1 rounded-full bg-accent-solid px-2.5 font-medium text-on-solid text-xs shadow-popup tabular-nums hover:bg-accent-solid-hover"
        >
          <ArrowUp aria-hidden="true" className="size-3" />
          {formatNumber(count)}
          {hasMore ? "+" : ""} new
        </button>
      )}
    </div>
  );
}

function OlderRows(props: OlderRowsProps & { shownCount: number; isEndless: boolean }) {
  const { hasOlder, isLoading, error, onLoad, shownCount, isEndless } = props;
  if (!hasOlder) return <p className="text-center text-ink-faint text-sm">That is all there is.</p>;
  const loadWhenNear = (foot: HTMLElement | null) => {
    if (!isEndless || foot === null || error !== null || isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onLoad(), { rootMargin: NEAR });
    observer.observe(foot);
    return () => observer.disconnect();
  };
  return (
    <div ref={loadWhenNear} className="grid justify-items-center gap-1.5">
      {error === null ? null : <p className="text-bad text-sm">Older rows could not be loaded. {error.message}</p>}
      <Button isPending={isLoading} pendingLabel="Loading…" onClick={onLoad}>
        {error === null ? "Load older" : "Try again"}
      </Button>
      {isEndless ? (
        <p role="status" className="text-ink-faint text-xs tabular-nums">
          {formatNumber(shownCount)} shown
        </p>
      ) : null}
    </div>
  );
}

const NEAR = "600px";

type LiveSwitchProps = {
  list: { isLive: boolean; isBusy: boolean; error: Error | null; setIsLive: (isLive: boolean) => void };
};

/** Says whether the list listens for what arrives, and stops or starts it. */
export function LiveSwitch({ list: { isLive, isBusy, error, setIsLive } }: LiveSwitchProps) {
  return (
    <>
      <StaleBadge error={error} />
      {isBusy ? <Spinner /> : null}
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={isLive}
        aria-label={isLive ? "Live. Press to pause" : "Paused. Press to go live"}
        icon={isLive ? <Pause /> : <Play />}
        onClick={() => setIsLive(!isLive)}
      >
        {isLive ? (
          <>
            <span aria-hidden="true" className="size-1.5 rounded-full bg-ok-solid" />
            Live
          </>
        ) : (
          "Paused"
        )}
      </Button>
    </>
  );
}

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
