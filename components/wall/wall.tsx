"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { CloudOff } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type CSSProperties, useEffect, useState } from "react";
import { formatCompactNumber, formatDuration } from "#components/format/number.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { STATES } from "#components/state/state.ts";
import { TONES } from "#components/state/tone.ts";
import { useNow, useTimeZone } from "#components/time/time.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { contactOf, type LostContact } from "./contact.ts";
import { isTroubled, type Shown, stateCounts, worstFirst } from "./order.ts";
import { stayQuery, wallQuery } from "./queries.ts";
import { useArea } from "./use-area.ts";
import { WallBoard } from "./wall-board.tsx";

/** Every endpoint of an app on one screen that nobody touches. Esc leads back. */
export function Wall({ place, names }: { place: Place; names: WallNames }) {
  const router = useRouter();
  const overview = placeHref(place, "overview");
  const { data, dataUpdatedAt, error } = useQuery(wallQuery(place));
  useQuery(stayQuery(placeHref(place, "wall")));
  const area = useArea();
  const now = useNow();
  const contact = contactOf({ dataUpdatedAt, error }, now);
  const isResting = useRestingPointer();
  useDarkRoom();
  useWakeLock();
  const leave = () => router.push(overview);
  useShortcuts({ Escape: leave });
  const endpoints = worstFirst(data?.endpoints ?? []);
  const sizes: CSSProperties & Record<"--u", string> = { "--u": `${Math.max(area.unit, UNIT_MIN)}px` };
  return (
    <div
      style={sizes}
      className={clsx(
        "flex min-h-dvh flex-col bg-paper px-[calc(var(--u)*24)] pb-[calc(var(--u)*24)] text-ink",
        !area.isSmall && "h-dvh overflow-clip",
        isResting && "cursor-none",
      )}
    >
      <Link
        href={overview}
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-md focus-visible:bg-accent-solid focus-visible:px-3 focus-visible:py-2 focus-visible:text-on-solid"
      >
        Leave the wall
      </Link>
      <div className={clsx("shrink-0 py-[calc(var(--u)*18)]", !area.isSmall && "h-[calc(var(--u)*132)]")}>
        {contact.isLost ? <ContactLost contact={contact} /> : <WallHeader names={names} endpoints={endpoints} />}
      </div>
      <main className={clsx("min-h-0 flex-1", contact.isLost && "brightness-75 grayscale")}>
        {contact.isLost ? <h1 className="sr-only">{names.tenant}</h1> : null}
        {endpoints.length === 0 ? (
          <p className="grid h-full place-items-center text-[calc(var(--u)*40)] text-ink-muted">
            No endpoints yet. The first one shows up here by itself.
          </p>
        ) : (
          <WallBoard endpoints={endpoints} troubled={endpoints.filter(isTroubled).length} area={area} now={now} />
        )}
      </main>
    </div>
  );
}

/** Type stays legible in windows that are no wall. */
const UNIT_MIN = 0.5;

/**
 * Dark, as rooms with walls of screens are, unless the viewer chose a theme. Said at the root, where colours are settled,
 * by a word of its own: the theme's would be written over.
 */
function useDarkRoom(): void {
  const { theme = "system" } = useTheme();
  useEffect(() => {
    if (theme !== "system") return;
    const { dataset } = document.documentElement;
    dataset.room = "dark";
    return () => {
      delete dataset.room;
    };
  }, [theme]);
}

/** Keeps the screen awake while the page is in sight, where the browser can. */
function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isGone = false;
    const ask = async () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      // Refused on battery or without https: the screen then sleeps as it always did.
      const got = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (isGone) await got?.release();
      else lock = got;
    };
    const onVisible = () => void ask();
    onVisible();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isGone = true;
      document.removeEventListener("visibilitychange", onVisible);
      void lock?.release();
    };
  }, []);
}

function useRestingPointer(): boolean {
  const [isResting, setIsResting] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setIsResting(true), REST_MS);
    const onMove = () => {
      clearTimeout(timer);
      setIsResting(false);
      timer = setTimeout(() => setIsResting(true), REST_MS);
    };
    document.addEventListener("pointermove", onMove);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointermove", onMove);
    };
  }, []);
  return isResting;
}

const REST_MS = 3_000;

/** In place of the header, as large: since when nothing on this wall is certain any more, and why. */
function ContactLost({ contact }: { contact: LostContact }) {
  const now = useNow();
  const timeZone = useTimeZone();
  return (
    <div
      role="alert"
      className="flex h-full items-center gap-[calc(var(--u)*36)] max-[900px]:flex-wrap max-[900px]:gap-2 max-[900px]:py-3 rounded-lg bg-bad-fill px-[calc(var(--u)*36)] text-on-solid"
    >
      <CloudOff aria-hidden="true" className="size-[calc(var(--u)*64)] shrink-0" />
      <p className="min-w-0 flex-1 font-semibold text-[calc(var(--u)*52)] leading-tight tracking-tight">
        {WORDS[contact.why].title} since {clockWords(contact.since, timeZone)}
      </p>
      <p className="shrink-0 text-right max-[900px]:text-left text-[calc(var(--u)*26)] leading-snug">
        What you see is {formatDuration(Math.max(1_000, now - contact.since))} old.
        <br />
        {WORDS[contact.why].next}
      </p>
    </div>
  );
}

const WORDS: Record<LostContact["why"], { title: string; next: string }> = {
  no_answer: { title: "No contact", next: "It comes back by itself." },
  signed_out: { title: "Signed out", next: "Reload this page and sign in." },
  refused: { title: "Not allowed", next: "An admin took the permission away." },
};

type WallNames = { tenant: string; app: string };

function WallHeader({ names, endpoints }: { names: WallNames; endpoints: readonly Shown[] }) {
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
function clockWords(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
}
