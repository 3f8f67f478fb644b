"use client";

import { formatCompactNumber } from "#components/format/number.ts";
import { STATES } from "#components/state/state.ts";
import { TONES } from "#components/state/tone.ts";
import { useNow, useTimeZone } from "#components/time/clock.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { type Shown, stateCounts } from "./order.ts";

export type WallNames = { tenant: string; app: string };

/** Whose wall it is, how many endpoints are in which state, what waits in all, and the time. */
export function WallHeader({ names, endpoints }: { names: WallNames; endpoints: readonly Shown[] }) {
  const waiting = endpoints.reduce((sum, { backlog }) => sum + backlog, 0);
  return (
    <header className="flex h-full items-center gap-[calc(var(--u)*48)] max-[900px]:flex-wrap max-[900px]:gap-3">
      <Mark size={40} className="size-[calc(var(--u)*56)] shrink-0 text-accent" />
      <div className="min-w-0 flex-1 max-[900px]:basis-3/4">
        <h1 className="truncate font-semibold text-[calc(var(--u)*34)] leading-tight tracking-tight">
          {names.tenant} <span className="font-normal text-ink-muted">{names.app}</span>
        </h1>
        <p className="truncate text-[calc(var(--u)*20)] text-ink-faint leading-snug">
          Success, p95 and traffic of the last 24 hours
        </p>
      </div>
      <dl className="flex items-center gap-[calc(var(--u)*44)] max-[900px]:flex-wrap max-[900px]:gap-x-5 max-[900px]:gap-y-1">
        {stateCounts(endpoints).map(({ state, count }) => (
          <Figure
            key={state}
            word={STATES[state].word}
            value={String(count)}
            className={TONES[STATES[state].tone].text}
          />
        ))}
        <Figure word="Waiting" value={formatCompactNumber(waiting)} className="text-ink" />
      </dl>
      <Clock />
    </header>
  );
}

function Figure({ word, value, className }: { word: string; value: string; className: string }) {
  return (
    <div className="grid shrink-0 justify-items-end">
      <dt className="text-[calc(var(--u)*20)] text-ink-muted leading-tight">{word}</dt>
      <dd className={`font-semibold text-[calc(var(--u)*56)] leading-none tracking-tight tabular-nums ${className}`}>
        {value}
      </dd>
    </div>
  );
}

function Clock() {
  const now = useNow();
  const timeZone = useTimeZone();
  return (
    <time
      dateTime={new Date(now).toISOString()}
      className="shrink-0 max-[900px]:hidden border-line border-l pl-[calc(var(--u)*44)] text-[calc(var(--u)*56)] text-ink-muted leading-none tracking-tight tabular-nums"
    >
      {clockWords(now, timeZone)}
    </time>
  );
}

/** `14:05`, in the zone of the screen. */
export function clockWords(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
}
