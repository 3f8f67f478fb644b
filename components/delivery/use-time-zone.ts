"use client";

import { useSyncExternalStore } from "react";

/** The viewer's time zone; `UTC` in what the server writes and until the page has woken up. */
export function useTimeZone(): string {
  return useSyncExternalStore(never, localZone, () => "UTC");
}

function never() {
  return () => {};
}

function localZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
