"use client";

import { lazy } from "react";
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
      points={plot.points}
      stepSeconds={plot.stepSeconds}
      height={height}
      hasTraffic={plot.points.some((point) => point.p50 !== null)}
    >
      <LatencyPlot {...plot} height={height} />
    </ChartFrame>
  );
}

// recharts is large; it comes when a chart is first shown.
const LatencyPlot = lazy(() => import("./latency-plot.tsx").then((module) => ({ default: module.LatencyPlot })));
