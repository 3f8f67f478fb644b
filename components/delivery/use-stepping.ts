"use client";

import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { rowDomId } from "./log-table.tsx";

/** j and k step through the rows and keep the chosen one in sight; at the end `onEnd` may bring more. */
export function useStepping(
  ids: readonly string[],
  { selectedId, onSelect, onEnd }: { selectedId: string | null; onSelect: (id: string) => void; onEnd: () => void },
) {
  const step = (by: 1 | -1) => {
    const at = selectedId === null ? -1 : ids.indexOf(selectedId);
    const next = ids[at === -1 ? 0 : at + by];
    if (next === undefined) {
      if (by === 1) onEnd();
      return;
    }
    onSelect(next);
    document.getElementById(rowDomId(next))?.closest("tr")?.scrollIntoView({ block: "nearest" });
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  return step;
}
