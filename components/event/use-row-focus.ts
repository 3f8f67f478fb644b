"use client";

import { useShortcuts } from "#components/shell/use-shortcuts.ts";

/** j and k move the focus through the rows whose links carry these element ids; Enter then opens the row. */
export function useRowFocus(domIds: readonly string[], onEnd: () => void) {
  const step = (by: 1 | -1) => {
    const at = domIds.indexOf(document.activeElement?.id ?? "");
    const next = domIds[at === -1 ? 0 : at + by];
    if (next !== undefined) document.getElementById(next)?.focus();
    else if (by === 1) onEnd();
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });
}
