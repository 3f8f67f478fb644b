"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

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
