import { useRef, useState } from "react";

/** The chosen rows of a list, by id. */
export type Selection = {
  ids: ReadonlySet<string>;
  /** `isRange` extends from the row toggled before to this one, which takes over that row's state. */
  toggle: (id: string, isRange: boolean) => void;
  /** All rows given, or none when all are chosen already. */
  toggleAll: () => void;
  clear: () => void;
};

/** Which rows are chosen. Another `scope`, such as other filters, starts with none. */
export function useSelection(rowIds: readonly string[], scope: string): Selection {
  const [state, setState] = useState<{ scope: string; ids: ReadonlySet<string> }>({ scope, ids: new Set() });
  const anchor = useRef<string | null>(null);
  const ids = state.scope === scope ? state.ids : NONE;
  const set = (next: Iterable<string>) => setState({ scope, ids: new Set(next) });
  return {
    ids,
    toggle: (id, isRange) => {
      set(toggled(ids, { rowIds, id, anchor: isRange ? anchor.current : null }));
      anchor.current = id;
    },
    toggleAll: () => set(rowIds.every((id) => ids.has(id)) ? [] : rowIds),
    clear: () => set([]),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** The selection after one row, or all from `anchor` to it, took the other state than that row has. */
export function toggled(
  ids: ReadonlySet<string>,
  { rowIds, id, anchor }: { rowIds: readonly string[]; id: string; anchor: string | null },
): Set<string> {
  const next = new Set(ids);
  const [at, from] = [rowIds.indexOf(id), anchor === null ? -1 : rowIds.indexOf(anchor)];
  const touched = from === -1 ? [id] : rowIds.slice(Math.min(at, from), Math.max(at, from) + 1);
  for (const one of touched) {
    if (ids.has(id)) next.delete(one);
    else next.add(one);
  }
  return next;
}
