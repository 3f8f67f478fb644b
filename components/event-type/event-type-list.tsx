"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { StaleBadge } from "#components/query/stale-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CursorPages } from "#components/ui/cursor-pages.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import type { TrafficAction } from "./actions.ts";
import { EventTypeTable } from "./event-type-table.tsx";
import { EVENT_TYPE_PAGE_ROWS, eventTypeFilterParsers, eventTypesHref, isFiltered } from "./filter.ts";
import { eventTypeListQuery, trafficQuery } from "./queries.ts";

/** The catalogue: what may come, what it looks like, how much of it there is. `empty` stands here while it is empty. */
export function EventTypeList({ loadTraffic, empty }: { loadTraffic: TrafficAction; empty: ReactNode }) {
  const place = usePlace();
  const pathname = usePathname();
  const [filters, setFilters] = useQueryStates(eventTypeFilterParsers, { history: "push" });
  const list = useQuery(eventTypeListQuery(place, filters));
  const rows = list.data?.data ?? [];
  const names = rows.map(({ name }) => name);
  const { data: traffic } = useQuery(trafficQuery(place, names, loadTraffic));
  const clear = () => void setFilters(null);
  if (list.isPending) return <SkeletonTable label="event types" rows={8} columns={4} />;
  if (list.error !== null && rows.length === 0) {
    const again = <Button onClick={() => void list.refetch()}>Try again</Button>;
    return <ErrorState title="The event types could not be loaded" sentence={list.error.message} action={again} />;
  }
  if (rows.length === 0 && !isFiltered(filters) && !filters.archived && filters.pages.length === 0) return empty;
  return (
    <>
      <FilterBar isFiltered={isFiltered(filters)} onClearAll={clear} trailing={<StaleBadge error={list.error} />}>
        <SearchInput
          label="Find event types"
          placeholder="Name or description"
          value={filters.q}
          onSearch={(q) => void setFilters({ q, pages: null })}
        />
        <Segmented
          label="Which event types"
          options={SHOWN}
          value={filters.archived ? "all" : "current"}
          onValueChange={(value) => void setFilters({ archived: value === "all" ? true : null, pages: null })}
          className="h-7!"
        />
      </FilterBar>
      {rows.length === 0 ? (
        <NoMatch
          sentence="No event type fits. Archived ones are found under “With archived”."
          action={<Button onClick={clear}>Clear all filters</Button>}
        />
      ) : (
        <EventTypeTable rows={rows} traffic={traffic} isBusy={list.isPlaceholderData} />
      )}
      <CursorPages
        pages={filters.pages}
        nextCursor={list.data?.nextCursor ?? null}
        count={rows.length}
        rowsPerPage={EVENT_TYPE_PAGE_ROWS}
        hrefOf={(pages) => eventTypesHref(pathname, { ...filters, pages })}
      />
    </>
  );
}

const SHOWN = [
  { value: "current", label: "Current" },
  { value: "all", label: "With archived" },
] as const;
