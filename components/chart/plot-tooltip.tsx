import { bucketLabel, middleOf } from "./axis.ts";
import type { ChartMark, ChartPoint, Series } from "./series.ts";

/** The bucket under the crosshair: its span, its exact values, what was changed in it. */
export function PlotTooltip(props: {
  points: readonly ChartPoint[];
  at: number;
  series: readonly Series[];
  stepSeconds: number;
  marks: readonly ChartMark[];
}) {
  const { points, at, series, stepSeconds, marks } = props;
  const point = points[at];
  if (point === undefined) return null;
  const start = Date.parse(point.at);
  const end = start + stepSeconds * 1_000;
  const marksHere = marks.filter((mark) => Date.parse(mark.at) >= start && Date.parse(mark.at) < end);
  return (
    <div
      style={{ left: beside(at, points.length) }}
      className="pointer-events-none absolute top-0 z-10 w-44 rounded-md border border-line bg-raised px-2.5 py-1.5 text-ink text-xs shadow-popup"
    >
      <p className="mb-1 text-ink-muted">{bucketLabel(start, stepSeconds)}</p>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2">
        {series.toReversed().map((one) => (
          <div key={one.key} className="contents">
            <SeriesSample series={one} />
            <dt className="text-ink-muted">{one.label}</dt>
            <dd className="text-right">{one.format(point[one.key])}</dd>
          </div>
        ))}
      </dl>
      {marksHere.map((mark) => (
        <p key={mark.at} className="mt-1 border-line border-t pt-1">
          {mark.label}
        </p>
      ))}
    </div>
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

/** To the right of a bucket in the left half and else to its left, within the plot. Its own breadth is 11rem. */
function beside(at: number, count: number): string {
  const middle = middleOf(at, count);
  const gap = `max(1rem, ${50 / count}% + 0.5rem)`;
  return at * 2 < count ? `min(${middle} + ${gap}, 100% - 11rem)` : `max(0rem, ${middle} - ${gap} - 11rem)`;
}
