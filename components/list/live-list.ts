import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  replaceEqualDeep,
} from "@tanstack/react-query";
import type { Place } from "#components/place/place.ts";
import { timeOfId } from "#domain/id.ts";
import { type ListAddress, listAddress } from "./address.ts";
import type { Filters, FilterValues } from "./filter.ts";
import type { ReadPage } from "./paged-list.ts";

/** The first page comes with the document and is small; those that follow are as large as the API gives. */
export const FIRST_PAGE_ROWS = 50;
const LATER_PAGE_ROWS = 100;

/** A row of a live list. `hasLeft`: it fitted the filters when it was shown and does no more, so its facts are old. */
export type LiveRow<Row> = Row & { hasLeft?: true };
export type LivePage<Row> = { data: LiveRow<Row>[]; nextCursor: string | null };

export type Bounded = { before: string | null };
export type Identified = { id: string };
type Live = { epoch?: number; isLive?: boolean };

export type LiveList<Values extends Bounded, Row extends Identified> = ListAddress<Values> & {
  noun: string;
  path: readonly string[];
  /**
   * The list from its top down. Once rows are shown, reading again starts at the same top, so that what arrives meanwhile
   * moves nothing; a higher `epoch` starts from the newest row. Refreshes itself while a shown row can still change.
   */
  query: (place: Place, values: Values, live?: Live) => ReturnType<typeof rowsQuery<Row>>;
  /** What arrived above `topId`, the newest 100 of it. */
  newer: (place: Place, values: Values, topId: string) => ReturnType<typeof newerQuery<Row>>;
};

type LiveListFacts<F extends Filters, Row> = {
  /** The first word of its queries' keys, and its folder in dashboard and API. */
  key: string;
  /** What it is of, in words. */
  noun: string;
  filters: F;
  read: ReadPage<Row>;
  /** Whether a row can still change by itself. */
  isOpen: (row: Row) => boolean;
};

/** A list that grows at its top while it is looked at, newest first, told once. */
export function liveList<F extends Filters & { before: Filters[string] }, Row extends Identified>(
  list: LiveListFacts<F, Row>,
): LiveList<FilterValues<F> & Bounded, Row> {
  type Values = FilterValues<F> & Bounded;
  const { key, noun, read, isOpen } = list;
  return {
    ...listAddress<Values>(list.filters),
    noun,
    path: [key],
    query: (place, values, { epoch = 0, isLive = true } = {}) =>
      rowsQuery<Row>({
        queryKey: [key, place, values, epoch],
        read: ({ before = values.before, cursor, signal }) => {
          const limit = cursor === "" ? FIRST_PAGE_ROWS : LATER_PAGE_ROWS;
          return read(place, key, { query: { ...values, before, cursor, limit }, signal });
        },
        refreshMs: (rows) => (isLive && (rows.length === 0 || rows.some(isOpen)) ? OPEN_MS : false),
      }),
    newer: (place, values, topId) =>
      newerQuery<Row>([key, place, values, "newer", topId], (signal) =>
        read(place, key, {
          query: { ...values, after: justAfter(topId), cursor: undefined, limit: LATER_PAGE_ROWS },
          signal,
        }),
      ),
  };
}

type RowsRead<Row> = {
  queryKey: readonly unknown[];
  read: (how: { before?: string; cursor: string; signal: AbortSignal }) => Promise<LivePage<Row>>;
  /** An empty list waits for its first row. */
  refreshMs: (rows: readonly Row[]) => number | false;
};

function rowsQuery<Row extends Identified>({ queryKey, read, refreshMs }: RowsRead<Row>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam: cursor, signal, client }): Promise<LivePage<Row>> => {
      const top = client.getQueryData<{ pages: LivePage<Row>[] }>(queryKey)?.pages[0]?.data[0];
      return read({ ...(top === undefined ? {} : { before: justAfter(top.id) }), cursor, signal });
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    structuralSharing: (before, after) => keepShown<Row>(before, after),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      const ms = refreshMs(pages.flatMap((page) => page.data));
      // Each page costs a request, so more pages are read less often.
      return ms && ms * Math.max(1, pages.length);
    },
  });
}

function newerQuery<Row>(queryKey: readonly unknown[], read: (signal: AbortSignal) => Promise<LivePage<Row>>) {
  return queryOptions({ queryKey, queryFn: ({ signal }) => read(signal), refetchInterval: 3_000, staleTime: 0 });
}

const OPEN_MS = 4_000;

/** react-query types shared data as unknown; under this query's key stands only what its own function read. */
function keepShown<Row extends Identified>(before: unknown, after: unknown): unknown {
  const fresh = after as InfiniteData<LivePage<Row>, string>;
  if (before === undefined) return fresh;
  const shown = before as InfiniteData<LivePage<Row>, string>;
  return replaceEqualDeep(shown, { ...fresh, pages: keepPlaces(shown.pages, fresh.pages) });
}

/**
 * Freshly read pages with the rows that meanwhile left the filters still in their places, so that nothing moves under
 * the reader. Rows stand newest first, which is the order of their ids.
 */
export function keepPlaces<Row extends { id: string }>(
  before: readonly LivePage<Row>[],
  after: readonly LivePage<Row>[],
): LivePage<Row>[] {
  const found = new Set(after.flatMap((page) => page.data.map((row) => row.id)));
  const left = before.flatMap((page) => page.data).filter((row) => !found.has(row.id));
  let above: string | null = null;
  return after.map((page) => {
    const upper = above;
    const last = page.data.at(-1)?.id ?? null;
    const lower = page.nextCursor === null ? null : last;
    above = last ?? above;
    const kept = left.filter((row) => (upper === null || row.id < upper) && (lower === null || row.id > lower));
    if (kept.length === 0) return page;
    const rows: LiveRow<Row>[] = [...page.data, ...kept.map((row): LiveRow<Row> => ({ ...row, hasLeft: true }))];
    return { ...page, data: rows.sort((one, other) => (one.id < other.id ? 1 : -1)) };
  });
}

/** The moment after the one that an id was made in. */
function justAfter(id: string): string {
  return new Date(timeOfId(id) + 1).toISOString();
}
