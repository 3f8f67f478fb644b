"use client";

import { CursorPages, type CursorPagesProps } from "./cursor-pages.tsx";
import { ListFace, type ListFaceProps, StaleBadge } from "./faces.tsx";
import { FilterBar, type FilterBarProps } from "./filter-bar.tsx";

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
