"use client";

import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { scrollToRow } from "#components/ui/row-window.tsx";
import { rowDomId } from "./log-table.tsx";
import type { Selection } from "./use-selection.ts";

type Stepped = { selectedId: string | null; onSelect: (id: string) => void; selection: Selection };

/** j and k step through the log and keep the row in sight, more rows coming at the end; x chooses the row looked at. */
export function useLogKeys(log: { ids: readonly string[]; loadOlder: () => void }, props: Stepped) {
  const { selectedId, onSelect, selection } = props;
  const { ids } = log;
  const step = (by: 1 | -1) => {
    const at = selectedId === null ? -1 : ids.indexOf(selectedId);
    const next = ids[at === -1 ? 0 : at + by];
    if (next === undefined) {
      if (by === 1) log.loadOlder();
      return;
    }
    onSelect(next);
    const drawn = document.getElementById(rowDomId(next))?.closest("tr");
    if (drawn) drawn.scrollIntoView({ block: "nearest" });
    else scrollToRow(ids.indexOf(next));
  };
  const choose = () => {
    const focused = ids.find((id) => rowDomId(id) === document.activeElement?.id);
    const id = focused ?? selectedId;
    if (id !== null && ids.includes(id)) selection.toggle(id, false);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1), x: choose });
  return step;
}
