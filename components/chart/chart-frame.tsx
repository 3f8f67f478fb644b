import { type ReactNode, Suspense } from "react";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { ChartTable } from "./chart-table.tsx";
import { PlotPreview } from "./plot-preview.tsx";
import type { ChartPoint } from "./point.ts";
import type { Series } from "./series.ts";

/** What surrounds a plot: its name, its legend, its place while it loads, its table for screen readers. */
export function ChartFrame(props: {
  label: string;
  kind: "bars" | "lines";
  series: readonly Series[];
  points: readonly ChartPoint[];
  stepSeconds: number;
  height: number;
  hasTraffic: boolean;
  children: ReactNode;
}) {
  const { label, kind, series, points, stepSeconds, height, hasTraffic, children } = props;
  const isHydrated = useHydrated();
  const preview = <PlotPreview points={points} series={series} kind={kind} />;
  return (
    <figure className="grid min-w-0 gap-2">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="text-h3">{label}</span>
        {hasTraffic ? <Legend series={series} /> : null}
      </figcaption>
      {hasTraffic ? (
        <>
          <div style={{ height }}>{isHydrated ? <Suspense fallback={preview}>{children}</Suspense> : preview}</div>
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
