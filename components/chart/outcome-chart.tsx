"use client";

import dynamic from "next/dynamic";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartProps } from "./point.ts";
import { OUTCOME_SERIES } from "./series.ts";

/** How deliveries ended over time, as stacked bars. Drag across it to choose a range. */
export function OutcomeChart(props: ChartProps & { height?: number }) {
  const { height = 176, ...plot } = props;
  const hasTraffic = props.points.some((point) => point.succeeded + point.failed + point.deadLetter > 0);
  return (
    <ChartFrame
      label="Deliveries by outcome"
      series={OUTCOME_SERIES}
      {...props}
      height={height}
      hasTraffic={hasTraffic}
    >
      <Plot {...plot} height={height} />
    </ChartFrame>
  );
}

const Plot = dynamic(() => import("./outcome-plot.tsx").then((module) => module.OutcomePlot), { ssr: false });
