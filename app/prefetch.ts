import type { QueryKey } from "@tanstack/react-query";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import type { ListInput } from "#components/list/address.ts";
import { type Bounded, FIRST_PAGE_ROWS, type Identified, type LiveList } from "#components/list/live-list.ts";
import type { Paged, PagedList, PageInput, PageOf } from "#components/list/paged-list.ts";
import { placeHref } from "#components/place/place.ts";
import type { PrefetchedQuery } from "#components/query/prefetched.tsx";
import { DomainError } from "#domain/error.ts";
import { onPage, type PageCaller } from "#http/page-actor.ts";

/** A query with what the operation answers, for `Prefetched`. */
export async function prefetch(query: { queryKey: QueryKey }, answer: Promise<unknown>): Promise<PrefetchedQuery> {
  return { queryKey: query.queryKey, data: await onPage(answer) };
}

/** The page of a list that the address names: its rows, and the query that `useList` asks. */
export async function prefetchPage<Values extends Paged, Row>(
  caller: PageCaller,
  list: PagedList<Values, Row>,
  { searchParams, read }: { searchParams: Promise<SearchParams>; read: Read<ListInput<Values> & PageInput, Row> },
): Promise<{ rows: readonly Row[]; queries: PrefetchedQuery[] }> {
  const values = list.load(await searchParams);
  const firstPage = list.href(placeHref(caller.place, ...list.path), { ...values, pages: [] });
  const answer = orFirstPage(read(caller, list.toInput(values)), values.pages, firstPage);
  const page = await unlessUnknown(answer, list.isNarrowed(values));
  const { queryKey } = list.query(caller.place, values);
  return page === null ? { rows: [], queries: [] } : { rows: page.data, queries: [{ queryKey, data: page }] };
}

/** The top of a live list, and the query that `useLiveList` asks. */
export async function prefetchRows<Values extends Bounded, Row extends Identified>(
  caller: PageCaller,
  list: LiveList<Values, Row>,
  {
    searchParams,
    read,
  }: { searchParams: Promise<SearchParams>; read: Read<ListInput<Values> & { limit: number }, Row> },
): Promise<PrefetchedQuery[]> {
  const values = list.load(await searchParams);
  const answer = read(caller, { ...list.toInput(values), limit: FIRST_PAGE_ROWS });
  const page = await unlessUnknown(answer, list.isNarrowed(values));
  const { queryKey } = list.query(caller.place, values);
  return page === null ? [] : [{ queryKey, data: { pages: [page], pageParams: [""] } }];
}

type Read<Input, Row> = (caller: PageCaller, input: Input) => Promise<PageOf<Row>>;

/** A cursor that no longer fits, from an old address or other filters, leads back to the first page. */
export async function orFirstPage<T>(answer: Promise<T>, pages: readonly string[], firstPage: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DomainError && pages.length > 0 && CURSOR_CODES.has(error.code)) redirect(firstPage);
    throw error;
  }
}

const CURSOR_CODES: ReadonlySet<string> = new Set(["invalid_cursor", "invalid_request"]);

/** Null where a filter names an id that nobody here has: the list says so in its own place. */
async function unlessUnknown<T>(answer: Promise<T>, isNarrowed: boolean): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isNarrowed && error instanceof DomainError && error.code === "not_found") return null;
    return onPage(Promise.reject(error));
  }
}

/** All that a list holds, at most 500: for what is chosen from by name. */
export async function everyRow<Row>(read: (page: { cursor?: string; limit: number }) => Promise<PageOf<Row>>) {
  const rows: Row[] = [];
  let cursor: string | null | undefined;
  for (let pages = 0; pages < PAGES_MAX && cursor !== null; pages++) {
    const page: PageOf<Row> = await onPage(read({ limit: 100, ...(cursor === undefined ? {} : { cursor }) }));
    rows.push(...page.data);
    cursor = page.nextCursor;
  }
  return rows;
}

const PAGES_MAX = 5;
