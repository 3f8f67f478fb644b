"use client";

import { lazy } from "react";
import { formatCompactNumber } from "#components/format/number.ts";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartProps } from "./point.ts";
import { OUTCOME_SERIES } from "./series.ts";

/** How deliveries ended over time, as stacked bars. Drag across it to choose a range. */
export function OutcomeChart({ height = 176, ...plot }: ChartProps & { height?: number }) {
  return (
    <ChartFrame
      label="Attempts by outcome"
      kind="bars"
      series={OUTCOME_SERIES}
      plot={plot}
      formatTick={formatCompactNumber}
      height={height}
      hasTraffic={plot.points.some((point) => point.succeeded + point.failed + point.deadLetter > 0)}
    >
      <OutcomePlot {...plot} height={height} />
    </ChartFrame>
  );
}

// recharts is large; it comes when somebody turns to a chart.
const OutcomePlot = lazy(() => import("./outcome-plot.tsx").then((module) => ({ default: module.OutcomePlot })));
