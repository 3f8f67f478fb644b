"use client";

import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { scrollToRow } from "./row-window.tsx";

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

/** The element id of a row's link, by which the keyboard finds it. */
export function rowDomId(id: string): string {
  return `row-${id}`;
}
