"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { formatNumber } from "#components/format/number.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import { EndpointFilterBar } from "./endpoint-filter-bar.tsx";
import { EndpointTable } from "./endpoint-table.tsx";
import {
  ENDPOINT_PAGE_ROWS,
  type EndpointFilters,
  endpointFilterParsers,
  endpointsHref,
  isFiltered,
} from "./filter.ts";
import { endpointListQuery, type SparklinesAction, sparklinesQuery } from "./queries.ts";

/** The app's endpoints: filters in the address, rows that refresh in place, pages by cursor. */
export function EndpointList(props: {
  loadSparklines: SparklinesAction;
  /** What stands here while the app has no endpoints at all. */
  empty: ReactNode;
}) {
  const place = usePlace();
  const [filters, setFilters] = useQueryStates(endpointFilterParsers, { history: "push" });
  const list = useQuery(endpointListQuery(place, filters));
  const rows = list.data?.data ?? [];
  const ids = rows.map(({ id }) => id);
  const { data: sparklines } = useQuery(sparklinesQuery(place, ids, props.loadSparklines));
  const retry = <Button onClick={() => void list.refetch()}>Try again</Button>;
  if (list.isPending) return <SkeletonTable label="endpoints" rows={8} columns={6} />;
  if (list.error !== null && rows.length === 0)
    return <ErrorState title="The endpoints could not be loaded" sentence={list.error.message} action={retry} />;
  if (rows.length === 0 && !isFiltered(filters) && filters.pages.length === 0) return props.empty;
  const clear = () => void setFilters(null);
  return (
    <>
      <EndpointFilterBar
        filters={filters}
        error={list.error}
        onChange={(change) => void setFilters({ ...change, pages: null })}
        onClearAll={clear}
      />
      {rows.length === 0 ? (
        <NoMatch
          sentence="No endpoint fits these filters. Take one away to see more."
          action={<Button onClick={clear}>Clear all filters</Button>}
        />
      ) : (
        <EndpointTable rows={rows} sparklines={sparklines} isDimmed={list.isPlaceholderData} />
      )}
      <Pages filters={filters} nextCursor={list.data?.nextCursor ?? null} count={rows.length} />
    </>
  );
}

/** Where this page lies, and the ways to its neighbours. Nothing when there is one page only. */
function Pages(props: { filters: EndpointFilters; nextCursor: string | null; count: number }) {
  const { filters, nextCursor, count } = props;
  const pathname = usePathname();
  const { pages } = filters;
  if (pages.length === 0 && nextCursor === null) return null;
  const first = pages.length * ENDPOINT_PAGE_ROWS + 1;
  return (
    <Pagination
      summary={count === 0 ? undefined : `${formatNumber(first)}–${formatNumber(first + count - 1)}`}
      previousHref={pages.length === 0 ? null : endpointsHref(pathname, { ...filters, pages: pages.slice(0, -1) })}
      nextHref={nextCursor === null ? null : endpointsHref(pathname, { ...filters, pages: [...pages, nextCursor] })}
    />
  );
}
