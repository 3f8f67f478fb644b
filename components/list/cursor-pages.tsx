import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber } from "#components/format/number.ts";
import { buttonClass } from "#components/ui/button.tsx";

export type CursorPagesProps = {
  /** The cursors from the first page to this one. */
  pages: readonly string[];
  nextCursor: string | null;
  /** How many rows this page shows, and how many a full one has. */
  count: number;
  rowsPerPage: number;
  hrefOf: (pages: string[]) => string;
};

/** Where a page of a list lies, and the ways to its neighbours; nothing while there is one page only. */
export function CursorPages({ pages, nextCursor, count, rowsPerPage, hrefOf }: CursorPagesProps) {
  if (pages.length === 0 && nextCursor === null) return null;
  const first = pages.length * rowsPerPage + 1;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 text-ink-muted text-sm print:hidden">
      <span className="tabular-nums">
        {count === 0 ? null : `${formatNumber(first)}–${formatNumber(first + count - 1)}`}
      </span>
      <span className="flex gap-2">
        <Step href={pages.length === 0 ? null : hrefOf(pages.slice(0, -1))} rel="prev">
          <ChevronLeft aria-hidden="true" />
          Previous
        </Step>
        <Step href={nextCursor === null ? null : hrefOf([...pages, nextCursor])} rel="next">
          Next
          <ChevronRight aria-hidden="true" />
        </Step>
      </span>
    </nav>
  );
}

/** Null: there is nothing in that direction. */
function Step({ href, rel, children }: { href: string | null; rel: "prev" | "next"; children: ReactNode }) {
  const look = buttonClass({ size: "sm" });
  if (href === null) {
    return (
      <button type="button" disabled className={clsx(look, "opacity-45")}>
        {children}
      </button>
    );
  }
  return (
    <Link href={href} rel={rel} scroll={false} className={look}>
      {children}
    </Link>
  );
}
