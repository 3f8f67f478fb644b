"use client";

import { type ReactNode, useState } from "react";
import { formatCompactNumber, formatDuration } from "#components/format/number.ts";
import { Plot, SeriesSample } from "./plot.tsx";
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

function ChartFrame(props: ChartTableProps & { height: number; hasTraffic: boolean; children: ReactNode }) {
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

type ChartTableProps = {
  label: string;
  series: readonly Series[];
  points: readonly ChartPoint[];
  stepSeconds: number;
};

/** The chart's numbers as a table, behind a button that only the keyboard and screen readers meet until it is pressed. */
function ChartTable(props: ChartTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="relative">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="sr-only focus-visible:not-sr-only focus-visible:text-accent focus-visible:text-sm focus-visible:underline"
      >
        {props.label}: {isOpen ? "hide" : "show"} the numbers as a table
      </button>
      {isOpen ? <Numbers {...props} /> : null}
    </div>
  );
}

/** Newest first; times in UTC; buckets without traffic left out. */
function Numbers({ label, series, points, stepSeconds }: ChartTableProps) {
  const told = points.filter((point) => point.succeeded + point.failed + point.deadLetter > 0).toReversed();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section tabIndex={0} aria-label={`${label} in numbers`} className="mt-2 max-h-72 overflow-auto">
      <table className="w-full text-right text-xs tabular-nums">
        <caption className="text-left text-ink-muted">
          One row for each {stepSeconds} seconds with traffic, times in UTC
        </caption>
        <thead>
          <tr>
            <th scope="col" className="text-left">
              From
            </th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map((point) => (
            <tr key={point.at}>
              <th scope="row" className="text-left font-normal">
                {point.at.slice(0, 16).replace("T", " ")}
              </th>
              {series.map((one) => (
                <td key={one.key}>{one.format(point[one.key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
