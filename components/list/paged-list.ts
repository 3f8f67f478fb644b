import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { parseAsArrayOf, parseAsString } from "nuqs/server";
import type { Place } from "#components/place/place.ts";
import type { Query } from "#components/query/fetch-api.ts";
import { type ListAddress, type ListInput, listAddress } from "./address.ts";
import type { Filters, FilterValues } from "./filter.ts";

export type PageOf<Row> = { data: Row[]; nextCursor: string | null };
/** Reads a page: `fetchApi<typeof endpointPage>`. */
export type ReadPage<Row> = (
  place: Place,
  path: string,
  how: { query: Query & PageInput; signal: AbortSignal },
) => Promise<PageOf<Row>>;

/** `pages` are the cursors from the first page to this one, so that the way back is known. */
export type Paged = { pages: string[] };
export const parseAsPages = parseAsArrayOf(parseAsString).withDefault([]);
export type PageInput = { cursor: string | undefined; limit: number };

export type PagedList<Values extends Paged, Row> = Omit<ListAddress<Values>, "toInput"> & {
  noun: string;
  /** The page's folders below the app. */
  path: readonly string[];
  rowsMax: number;
  toInput: (values: Values) => ListInput<Values> & PageInput;
  query: (place: Place, values: Values, read?: ReadPage<Row>) => ReturnType<typeof pageQuery<Row>>;
};

type PagedListFacts<F extends Filters, Row> = {
  /** The first word of its queries' keys, and its folder in dashboard and API where they are not named. */
  key: string;
  path?: readonly string[];
  api?: string;
  /** What it is of, in words: "The event types could not be loaded". */
  noun: string;
  rowsMax?: number;
  filters: F;
  read: ReadPage<Row>;
} & Refresh<Row>;
type Refresh<Row> = { refetchMs?: number | ((rows: readonly Row[]) => number) };

/** A list that is read a page at a time, told once: what stands in its address, and the query of a page. */
export function pagedList<F extends Filters, Row>(
  list: PagedListFacts<F, Row>,
): PagedList<FilterValues<F> & Paged, Row> {
  type Values = FilterValues<F> & Paged;
  const { key, api = key, path = [key], noun, rowsMax = 50 } = list;
  const address = listAddress<Values>(list.filters, { pages: parseAsPages });
  const toInput = (values: Values) => ({ ...address.toInput(values), cursor: values.pages.at(-1), limit: rowsMax });
  const query = (place: Place, values: Values, read = list.read) =>
    pageQuery(list, {
      queryKey: [key, place, values],
      read: (signal) => read(place, api, { query: toInput(values), signal }),
    });
  return { ...address, noun, path, rowsMax, toInput, query };
}

function pageQuery<Row>(
  { refetchMs }: Refresh<Row>,
  { queryKey, read }: { queryKey: readonly unknown[]; read: (signal: AbortSignal) => Promise<PageOf<Row>> },
) {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => read(signal),
    placeholderData: keepPreviousData,

    refetchInterval:
      typeof refetchMs === "function" ? ({ state }) => refetchMs(state.data?.data ?? []) : (refetchMs ?? false),
  });
}
