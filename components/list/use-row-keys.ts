"use client";

import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { rowDomId } from "#components/ui/table.tsx";

type RowKeys = {
  /** The row that stands beside the list, where one can: then stepping opens rows instead of going to their links. */
  opened?: { id: string | null; open: (id: string) => void };
  /** More rows are wanted. */
  onEnd: () => void;
  onChoose?: (id: string) => void;
};

/** j and k step through the rows and keep the one stepped to in sight; x chooses it, Enter opens its link. */
export function useRowKeys(ids: readonly string[], { opened, onEnd, onChoose }: RowKeys): (by: 1 | -1) => void {
  const focused = () => ids.find((id) => rowDomId(id) === document.activeElement?.id) ?? null;
  const step = (by: 1 | -1) => {
    const from = opened ? opened.id : focused();
    const at = from === null ? -1 : ids.indexOf(from);
    const next = ids[at === -1 ? 0 : at + by];
    if (next === undefined) {
      if (by === 1) onEnd();
      return;
    }
    const link = document.getElementById(rowDomId(next));
    if (opened === undefined) return link?.focus();
    opened.open(next);
    const drawn = link?.closest("tr");
    if (drawn) drawn.scrollIntoView({ block: "nearest" });
    else scrollToRow(ids.indexOf(next));
  };
  const choose = () => {
    const id = focused() ?? opened?.id ?? null;
    if (id !== null && ids.includes(id)) onChoose?.(id);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1), ...(onChoose ? { x: choose } : {}) });
  return step;
}

/** Brings a row of a windowed table into sight by its place, also when it is not drawn. */
function scrollToRow(index: number): void {
  const top = document.getElementById(ROW_WINDOW_ID)?.getBoundingClientRect().top;
  if (top !== undefined) window.scrollBy({ top: top + index * ROW_PX - window.innerHeight / 2 });
}

/** Where the rows of a windowed table begin, and how high each is. */
export const ROW_WINDOW_ID = "row-window";
export const ROW_PX = 36;
