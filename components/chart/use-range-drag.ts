"use client";

import { useState } from "react";
import type { MouseHandlerDataParam } from "recharts";
import type { ChartRange } from "./point.ts";

/** Dragging across a plot chooses the range from the first to the last bucket touched. */
export function useRangeDrag(stepSeconds: number, onRange: ((range: ChartRange) => void) | undefined) {
  const [area, setArea] = useState<{ from: number; to: number } | null>(null);
  if (onRange === undefined) return { area: null, handlers: {} };
  const start = (state: MouseHandlerDataParam) => {
    const at = Number(state.activeLabel);
    if (Number.isFinite(at)) setArea({ from: at, to: at });
  };
  const move = (state: MouseHandlerDataParam) => {
    const at = Number(state.activeLabel);
    if (area !== null && Number.isFinite(at) && at !== area.to) setArea({ from: area.from, to: at });
  };
  const end = () => {
    if (area !== null && area.from !== area.to) onRange(toRange(area, stepSeconds));
    setArea(null);
  };
  return {
    area,
    handlers: {
      className: "cursor-crosshair select-none",
      onMouseDown: start,
      onMouseMove: move,
      onMouseUp: end,
      onMouseLeave: () => setArea(null),
    },
  };
}

function toRange({ from, to }: { from: number; to: number }, stepSeconds: number): ChartRange {
  const before = Math.max(from, to) + stepSeconds * 1_000;
  return { after: new Date(Math.min(from, to)).toISOString(), before: new Date(before).toISOString() };
}
