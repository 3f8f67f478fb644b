"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { CursorPages } from "#components/ui/cursor-pages.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import { isFiltered, SOURCE_PAGE_ROWS, sourceFilterParsers, sourcesHref } from "./filter.ts";
import { sourceListQuery } from "./queries.ts";
import { SourceFilterBar } from "./source-filter-bar.tsx";
import { SourceTable } from "./source-table.tsx";

/** The app's inbound URLs. `empty` stands here while it has none. */
export function SourceList({ empty }: { empty: ReactNode }) {
  const place = usePlace();
  const pathname = usePathname();
  const [filters, setFilters] = useQueryStates(sourceFilterParsers, { history: "push" });
  const list = useQuery(sourceListQuery(place, filters));
  const rows = list.data?.data ?? [];
  const clear = () => void setFilters(null);
  if (list.isPending) return <SkeletonTable label="sources" rows={6} columns={5} />;
  if (list.error !== null && rows.length === 0) {
    const again = <Button onClick={() => void list.refetch()}>Try again</Button>;
    return <ErrorState title="The sources could not be loaded" sentence={list.error.message} action={again} />;
  }
  if (rows.length === 0 && !isFiltered(filters) && filters.pages.length === 0) return empty;
  return (
    <>
      <SourceFilterBar
        filters={filters}
        error={list.error}
        onChange={(change) => void setFilters({ ...change, pages: null })}
        onClearAll={clear}
      />
      {rows.length === 0 ? (
        <NoMatch
          sentence="No source fits these filters. Take one away to see more."
          action={<Button onClick={clear}>Clear all filters</Button>}
        />
      ) : (
        <SourceTable rows={rows} isBusy={list.isPlaceholderData} />
      )}
      <CursorPages
        pages={filters.pages}
        nextCursor={list.data?.nextCursor ?? null}
        count={rows.length}
        rowsPerPage={SOURCE_PAGE_ROWS}
        hrefOf={(pages) => sourcesHref(pathname, { ...filters, pages })}
      />
    </>
  );
}
