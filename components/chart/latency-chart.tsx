"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartProps } from "./point.ts";
import { LATENCY_SERIES } from "./series.ts";

/** How long receivers took to answer over time: median, p95 and p99. Drag across it to choose a range. */
export function LatencyChart(props: ChartProps & { height?: number }) {
  const { height = 176, ...plot } = props;
  const hasTraffic = props.points.some((point) => point.p50 !== null);
  return (
    <ChartFrame label="Response time" series={LATENCY_SERIES} {...props} height={height} hasTraffic={hasTraffic}>
      <Plot {...plot} height={height} />
    </ChartFrame>
  );
}

const Plot = dynamic(() => import("./latency-plot.tsx").then((module) => module.LatencyPlot), { ssr: false });
