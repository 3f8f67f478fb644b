"use client";

import { clsx } from "clsx";
import { tipHandlers } from "#components/popup/tooltip.tsx";
import { useNow, useTimeZone } from "./clock.tsx";
import { formatExactTime, formatRelativeTime, type Moment, whenWords } from "./words.ts";

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
      {...momentTip(instant)}
      {...(isFocusable ? { tabIndex: 0 } : {})}
      className={clsx("relative z-1 whitespace-nowrap rounded-sm tabular-nums", className)}
    >
      {as === "relative" ? formatRelativeTime(instant, now) : `${formatExactTime(instant, "UTC")} UTC`}
    </time>
  );
}

/** A moment that reads relative on screens and exact on paper, where "3 min ago" would soon be wrong. */
export function PaperTime({ className = "", ...rest }: Omit<TimeProps, "as">) {
  return (
    <>
      <Time {...rest} className={`${className} print:hidden`} />
      <Time {...rest} as="exact" className={`${className} hidden print:inline`} />
    </>
  );
}

/** A moment inside a sentence: `at 14:05`, `in 40 s`, `Thursday around 09:10`; exact on hover. */
export function MomentText({ moment }: { moment: Moment }) {
  const now = useNow();
  const zone = useTimeZone();
  const words = whenWords(moment, now, zone);
  return (
    <time {...momentTip(moment.at)} className="tabular-nums">
      {zone === "UTC" && ENDS_IN_CLOCK.test(words) ? `${words} UTC` : words}
    </time>
  );
}

const ENDS_IN_CLOCK = /\d\d:\d\d$/;

function momentTip(at: number) {
  const dateTime = new Date(at).toISOString();
  return { dateTime, ...tipHandlers({ content: <Moments at={at} />, side: "top", isCard: true }) };
}

/** In the reader's zone, in UTC and in unix seconds. */
function Moments({ at }: { at: number }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rows = [
    { label: zone === "UTC" ? "Local" : zone, value: formatExactTime(at) },
    { label: "UTC", value: formatExactTime(at, "UTC") },
    { label: "Unix", value: String(Math.floor(at / 1_000)) },
  ];
  return (
    <dl className="grid grid-cols-[auto_auto] gap-x-3 gap-y-0.5">
      {rows.map((row) => (
        <div key={row.label} className="contents">
          <dt className="text-ink-faint">{row.label}</dt>
          <dd className="text-right tabular-nums">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
