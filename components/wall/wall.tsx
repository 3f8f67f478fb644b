"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { CloudOff } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type CSSProperties, useEffect, useState } from "react";
import { formatDuration } from "#components/format/duration.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { useNow, useTimeZone } from "#components/time/clock.tsx";
import { contactOf, type LostContact } from "./contact.ts";
import { isTroubled, worstFirst } from "./order.ts";
import { stayQuery, wallQuery } from "./queries.ts";
import { useArea } from "./use-area.ts";
import { WallBoard } from "./wall-board.tsx";
import { clockWords, WallHeader, type WallNames } from "./wall-header.tsx";

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

/** True once the pointer has rested for 3 s. */
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
