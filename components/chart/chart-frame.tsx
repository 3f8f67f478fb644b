"use client";

import { type ReactNode, Suspense, useSyncExternalStore } from "react";
import { ChartTable } from "./chart-table.tsx";
import { isLivelyWanted, onLivelyWanted, wantLively } from "./lively.ts";
import { PlotPreview } from "./plot-preview.tsx";
import type { ChartProps } from "./point.ts";
import type { Series } from "./series.ts";

/**
 * What surrounds a plot: its name, its legend, its table. The chart stands at rest until somebody turns to any chart of the
 * page; then all become ones to point at, so that their crosshairs move together.
 */
export function ChartFrame(props: {
  label: string;
  kind: "bars" | "lines";
  series: readonly Series[];
  plot: ChartProps;
  formatTick: (value: number) => string;
  height: number;
  hasTraffic: boolean;
  children: ReactNode;
}) {
  const { label, kind, series, plot, formatTick, height, hasTraffic, children } = props;
  const { points, stepSeconds, marks = [] } = plot;
  const isLively = useSyncExternalStore(onLivelyWanted, isLivelyWanted, () => false);
  const preview = <PlotPreview points={points} series={series} kind={kind} marks={marks} formatTick={formatTick} />;
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="text-h3">{label}</span>
        {hasTraffic ? <Legend series={series} /> : null}
      </figcaption>
      {hasTraffic ? (
        <>
          <div style={{ height }} onPointerEnter={wantLively} onPointerDown={wantLively}>
            {isLively ? <Suspense fallback={preview}>{children}</Suspense> : preview}
          </div>
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

/** A stroke in the series' colour and dash. */
export function SeriesSample({ series }: { series: Series }) {
  return (
    <svg width="12" height="8" aria-hidden="true" className="shrink-0">
      <path
        d="M0 4h12"
        stroke={series.colour}
        strokeWidth={series.dash === undefined ? 4 : 2}
        strokeDasharray={series.dash}
      />
    </svg>
  );
}
