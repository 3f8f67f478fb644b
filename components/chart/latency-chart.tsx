"use client";

import { lazy } from "react";
import { formatDuration } from "#components/format/duration.ts";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartProps } from "./point.ts";
import { LATENCY_SERIES } from "./series.ts";

/** How long receivers took to answer over time: median, p95 and p99. Drag across it to choose a range. */
export function LatencyChart({ height = 176, ...plot }: ChartProps & { height?: number }) {
  return (
    <ChartFrame
      label="Response time"
      kind="lines"
      series={LATENCY_SERIES}
      plot={plot}
      formatTick={formatDuration}
      height={height}
      hasTraffic={plot.points.some((point) => point.p50 !== null)}
    >
      <LatencyPlot {...plot} height={height} />
    </ChartFrame>
  );
}

// recharts is large; it comes when somebody turns to a chart.
const LatencyPlot = lazy(() => import("./latency-plot.tsx").then((module) => ({ default: module.LatencyPlot })));
