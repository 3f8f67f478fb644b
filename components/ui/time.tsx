"use client";

import { clsx } from "clsx";
import { formatExactTime } from "#components/format/exact-time.ts";
import { formatRelativeTime } from "#components/format/relative-time.ts";
import { Moments } from "./moments.tsx";
import { useNow } from "./now.tsx";
import { tipHandlers } from "./tip.ts";

type TimeProps = {
  /** ISO 8601 text or ms since 1970; null shows a dash. */
  at: string | number | null | undefined;
  /** `relative` "3 min ago" (default) or `exact`, which is UTC. */
  as?: "relative" | "exact";
  /** What stands there for null: "never". */
  empty?: string;
  /** True where no table row around it takes the keyboard. */
  isFocusable?: boolean;
  className?: string;
};

/** A moment: relative in the text, exact local, UTC and unix on hover. */
export function Time({ at, as = "relative", empty = "–", isFocusable = false, className }: TimeProps) {
  const now = useNow();
  const instant = at === null || at === undefined ? Number.NaN : new Date(at).getTime();
  if (Number.isNaN(instant)) return <span className={clsx("text-ink-faint", className)}>{empty}</span>;
  return (
    <time
      {...tipHandlers({ content: <Moments at={instant} />, side: "top", isCard: true })}
      {...(isFocusable ? { tabIndex: 0 } : {})}
      dateTime={new Date(instant).toISOString()}
      className={clsx("relative z-1 whitespace-nowrap rounded-sm tabular-nums", className)}
    >
      {as === "relative" ? formatRelativeTime(instant, now) : `${formatExactTime(instant, "UTC")} UTC`}
    </time>
  );
}
