"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { parsed } from "./address.ts";
import { CursorPages, type CursorPagesProps } from "./cursor-pages.tsx";
import { ListFace, type ListFaceProps, StaleBadge } from "./faces.tsx";
import { FilterBar, type FilterBarProps } from "./filter-bar.tsx";
import type { Paged, PagedList, ReadPage } from "./paged-list.ts";

type ListProps = Omit<ListFaceProps, "list"> &
  Pick<FilterBarProps, "known" | "bodies"> & {
    /** What `useList` gives. */
    list: ListFaceProps["list"] & FilterBarProps["list"] & { staleError: Error | null; pages: CursorPagesProps };
  };

/** A list: its filters, its rows or what stands in their place, and the ways to its other pages. */
export function List({ list, known, bodies, noMatch, empty, children }: ListProps) {
  return (
    <>
      <Above list={list} known={known} bodies={bodies} />
      <ListFace list={list} noMatch={noMatch} empty={empty}>
        {children}
      </ListFace>
      <CursorPages {...list.pages} />
    </>
  );
}

/** Where nothing could be filtered there is no bar; a page without filters tells by its title what is not up to date. */
function Above({ list, known, bodies }: Pick<ListProps, "list" | "known" | "bodies">) {
  if (Object.keys(list.filters).length === 0) return null;
  const stale = <StaleBadge error={list.staleError} />;
  const isEmpty = list.isLoaded && list.rows.length === 0 && !list.isNarrowed;
  if (isEmpty) return list.staleError === null ? null : stale;
  return <FilterBar list={list} known={known} bodies={bodies} trailing={stale} />;
}

/** The page of a list that the address names: its rows, what stands in their place, and the ways on. */
export function useList<Values extends Paged, Row>(list: PagedList<Values, Row>, read?: ReadPage<Row>) {
  const place = usePlace();
  const [states, setStates] = useQueryStates(list.parsers, { history: "push" });
  const values = parsed<Values>(states);
  const { data, error, refetch, isPlaceholderData } = useQuery(list.query(place, values, read));
  const rows = data?.data ?? [];
  const here = placeHref(place, ...list.path);
  return {
    noun: list.noun,
    filters: list.filters,
    values,
    isFiltered: list.isFiltered(values),
    rows,
    /** True while other rows are on their way. */
    isBusy: isPlaceholderData,
    isLoaded: data !== undefined,
    isNarrowed: list.isNarrowed(values) || values.pages.length > 0,
    error,
    /** Why what is shown is not up to date; null while it is. */
    staleError: data === undefined ? null : error,
    retry: () => void refetch(),
    change: (change: Readonly<Record<string, unknown>>) => void setStates({ ...change, pages: null }),
    clear: () => void setStates(null),
    pages: {
      pages: values.pages,
      nextCursor: data?.nextCursor ?? null,
      count: rows.length,
      rowsPerPage: list.rowsMax,
      hrefOf: (pages: string[]) => list.href(here, { ...values, pages }),
    },
  };
}
