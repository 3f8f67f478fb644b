"use client";

import { useEffect, useEffectEvent, useRef } from "react";

/**
 * Listens for keys while the component is on the page. Names: `?`, `j`, `mod+k` (⌘ or Ctrl), `g e` (one after the
 * other within 1 s). Plain keys are left alone while somebody types or a modal dialog is open; a `Drawer` that leaves
 * the page usable leaves it its keys.
 */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>) {
  const pressedBefore = useRef<{ key: string; atMs: number } | null>(null);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const name = keyName(event);
    if (!name.startsWith("mod+") && isOccupied(event.target)) return;
    const before = pressedBefore.current;
    const sequence = before !== null && event.timeStamp - before.atMs < SEQUENCE_MS ? `${before.key} ${name}` : name;
    pressedBefore.current = { key: name, atMs: event.timeStamp };
    const run = shortcuts[sequence] ?? shortcuts[name];
    if (run === undefined) return;
    event.preventDefault();
    pressedBefore.current = null;
    run();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

const SEQUENCE_MS = 1_000;
const OCCUPIED =
  "input:not([type=checkbox]), textarea, select, [role=menu], [role=listbox], [role=alertdialog], [role=dialog]:not([data-page-keys])";

function keyName(event: KeyboardEvent) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}

function isOccupied(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest(OCCUPIED) !== null;
}
