import type { ReactNode } from "react";
import { Button } from "./button.tsx";

/** The row of filters above a list. Fill it with a search `Input` and `FilterChip`s. */
export function FilterBar(props: {
  /** True while any filter is set; shows "Clear all". */
  isFiltered: boolean;
  onClearAll: () => void;
  /** At the right: whether the list is up to date. */
  trailing?: ReactNode;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> would need a second name for the same thing in old readers.
    <div role="search" aria-label="Filters" className="flex flex-wrap items-center gap-2 print:hidden">
      {props.children}
      {props.isFiltered ? (
        <Button variant="ghost" size="sm" onClick={props.onClearAll}>
          Clear all
        </Button>
      ) : null}
      {props.trailing === undefined ? null : <div className="ml-auto flex items-center gap-2">{props.trailing}</div>}
    </div>
  );
}
