import { formatNumber } from "#components/format/number.ts";
import { Pagination } from "./pagination.tsx";

/** Where a page of a list lies, and the ways to its neighbours; nothing while there is one page only. */
export function CursorPages(props: {
  /** The cursors from the first page to this one. */
  pages: readonly string[];
  nextCursor: string | null;
  /** How many rows this page shows, and how many a full one has. */
  count: number;
  rowsPerPage: number;
  hrefOf: (pages: string[]) => string;
}) {
  const { pages, nextCursor, count, rowsPerPage, hrefOf } = props;
  if (pages.length === 0 && nextCursor === null) return null;
  const first = pages.length * rowsPerPage + 1;
  return (
    <Pagination
      summary={count === 0 ? undefined : `${formatNumber(first)}–${formatNumber(first + count - 1)}`}
      previousHref={pages.length === 0 ? null : hrefOf(pages.slice(0, -1))}
      nextHref={nextCursor === null ? null : hrefOf([...pages, nextCursor])}
    />
  );
}
