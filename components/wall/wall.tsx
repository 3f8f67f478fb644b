"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type CSSProperties, useEffect } from "react";
import { type Place, placeHref } from "#components/place/place.ts";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { useNow } from "#components/time/clock.tsx";
import { contactOf } from "./contact.ts";
import { ContactLost } from "./contact-lost.tsx";
import { isTroubled, worstFirst } from "./order.ts";
import { stayQuery, wallQuery } from "./queries.ts";
import { useArea } from "./use-area.ts";
import { useRestingPointer, useWakeLock } from "./use-screen.ts";
import { WallBoard } from "./wall-board.tsx";
import { WallHeader, type WallNames } from "./wall-header.tsx";

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
