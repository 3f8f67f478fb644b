"use client";

import { clsx } from "clsx";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { tipHandlers } from "#components/popup/tooltip.tsx";
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

/** Hands the server's clock down, so that the first words in the browser are those the server wrote. */
export function NowProvider({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return <RenderedAt value={renderedAt}>{children}</RenderedAt>;
}

/** The time in ms, to the last 5 s. All callers share one timer, which runs only while someone looks. */
export function useNow(): number {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(subscribe, readNow, () => renderedAt);
}

/** The viewer's time zone; `UTC` in what the server writes and until the page has woken up. */
export function useTimeZone(): string {
  return useSyncExternalStore(never, localZone, () => "UTC");
}

const RenderedAt = createContext(0);
const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function readNow() {
  // Before the first listener the stored value may be old; it must still stay equal within one render.
  if (timer === undefined && Date.now() - now > TICK_MS) now = Date.now();
  return now;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function never() {
  return () => {};
}

function localZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
