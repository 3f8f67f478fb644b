import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";

/** Steps through a list by cursor. A missing href means that there is nothing in that direction. */
export function Pagination(props: { previousHref?: string | null; nextHref?: string | null; summary?: ReactNode }) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 text-ink-muted text-sm print:hidden">
      <span className="tabular-nums">{props.summary}</span>
      <span className="flex gap-2">
        <Step href={props.previousHref} rel="prev">
          <ChevronLeft aria-hidden="true" />
          Previous
        </Step>
        <Step href={props.nextHref} rel="next">
          Next
          <ChevronRight aria-hidden="true" />
        </Step>
      </span>
    </nav>
  );
}

function Step({ href, rel, children }: { href: string | null | undefined; rel: "prev" | "next"; children: ReactNode }) {
  const look = buttonClass({ size: "sm" });
  if (href === null || href === undefined) {
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
