"use client";

import { type ReactNode, useState } from "react";
import { formatDuration } from "#components/format/duration.ts";
import { formatCompactNumber } from "#components/format/number.ts";
import { ChartTable } from "./chart-table.tsx";
import { Plot } from "./plot.tsx";
import { SeriesSample } from "./plot-tooltip.tsx";
import {
  type ChartMark,
  type ChartPoint,
  type ChartRange,
  LATENCY_SERIES,
  OUTCOME_SERIES,
  type Series,
} from "./series.ts";

type TrafficChartsProps = {
  points: readonly ChartPoint[];
  stepSeconds: number;
  marks: readonly ChartMark[];
  onRange: (range: ChartRange) => void;
  height?: number;
};

/** How attempts ended over time, and how long receivers took to answer. Both point at one bucket; drag across one to zoom. */
export function TrafficCharts({ height = 176, ...traffic }: TrafficChartsProps) {
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const { points } = traffic;
  const plot = { ...traffic, pointedAt, onPoint: setPointedAt };
  return (
    <>
      <ChartFrame
        {...traffic}
        label="Attempts by outcome"
        series={OUTCOME_SERIES}
        height={height}
        hasTraffic={points.some((point) => point.succeeded + point.failed + point.deadLetter > 0)}
      >
        <Plot {...plot} kind="bars" series={OUTCOME_SERIES} formatTick={formatCompactNumber} />
      </ChartFrame>
      <ChartFrame
        {...traffic}
        label="Response time"
        series={LATENCY_SERIES}
        height={height}
        hasTraffic={points.some((point) => point.p50 !== null)}
      >
        <Plot {...plot} kind="lines" series={LATENCY_SERIES} formatTick={formatDuration} />
      </ChartFrame>
    </>
  );
}

/** What surrounds a plot: its name, its legend, its table. */
function ChartFrame(props: {
  label: string;
  series: readonly Series[];
  points: readonly ChartPoint[];
  stepSeconds: number;
  height: number;
  hasTraffic: boolean;
  children: ReactNode;
}) {
  const { label, series, points, stepSeconds, height, hasTraffic, children } = props;
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="text-h3">{label}</span>
        {hasTraffic ? <Legend series={series} /> : null}
      </figcaption>
      {hasTraffic ? (
        <>
          <div style={{ height }}>{children}</div>
          <ChartTable label={label} series={series} points={points} stepSeconds={stepSeconds} />
        </>
      ) : (
        <p
          style={{ height }}
          className="grid place-items-center rounded-md border border-line border-dashed text-ink-faint text-sm"
        >
          No traffic in this range
        </p>
      )}
    </figure>
  );
}

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-ink-muted text-xs">
      {series.map((one) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <SeriesSample series={one} />
          {one.label}
        </li>
      ))}
    </ul>
  );
}
