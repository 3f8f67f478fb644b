"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { ROW_PX, ROW_WINDOW_ID } from "./use-row-keys.ts";

type RowWindowProps<Row> = {
  rows: readonly Row[];
  /** Draws one row, 36 px high. */
  draw: (row: Row, index: number) => ReactNode;
};

/** Rows of a long table, inside its body: past 200 only those near the screen are drawn, and blanks keep the length. */
export function RowWindow<Row>({ rows, draw }: RowWindowProps<Row>) {
  const isWindowed = rows.length > DRAWN_WHOLE_MAX;
  const head = useRef<HTMLTableRowElement>(null);
  const [topPx, setTopPx] = useState(0);
  const { getVirtualItems } = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN_ROWS,
    enabled: isWindowed,
    scrollMargin: topPx,
  });
  // What stands above the table may grow and shrink; a setState to the same number ends here.
  useLayoutEffect(() => {
    if (head.current) setTopPx(Math.round(head.current.getBoundingClientRect().top + window.scrollY));
  });
  if (!isWindowed) return rows.map(draw);
  const shown = getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const end = (shown.at(-1)?.index ?? -1) + 1;
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: A blank row takes no focus. */}
      <tr ref={head} id={ROW_WINDOW_ID} aria-hidden="true" style={{ height: first * ROW_PX }} />
      {rows.slice(first, end).map((row, at) => draw(row, first + at))}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: Nor does this one. */}
      <tr aria-hidden="true" style={{ height: (rows.length - end) * ROW_PX }} />
    </>
  );
}

const OVERSCAN_ROWS = 20;
const DRAWN_WHOLE_MAX = 200;
