import type { TooltipContentProps } from "recharts";
import { SeriesSample } from "./chart-frame.tsx";
import type { ChartMark, ChartPoint } from "./point.ts";
import type { Series } from "./series.ts";
import { bucketLabel } from "./time-axis.ts";

/** The bucket under the crosshair: its span, its exact values, what was changed in it. */
export function PlotTooltip(
  props: Partial<TooltipContentProps> & {
    points: readonly ChartPoint[];
    series: readonly Series[];
    stepSeconds: number;
    marks: readonly ChartMark[];
  },
) {
  const { active, label, points, series, stepSeconds, marks } = props;
  const start = Number(label);
  const point = points.find((one) => Date.parse(one.at) === start);
  if (active !== true || point === undefined) return null;
  const end = start + stepSeconds * 1_000;
  const marksHere = marks.filter((mark) => Date.parse(mark.at) >= start && Date.parse(mark.at) < end);
  return (
    <div className="min-w-36 rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs shadow-popup">
      <p className="mb-1 text-ink-muted tabular-nums">{bucketLabel(start, stepSeconds)}</p>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2">
        {series.toReversed().map((one) => (
          <div key={one.key} className="contents">
            <SeriesSample series={one} />
            <dt className="text-ink-muted">{one.label}</dt>
            <dd className="text-right tabular-nums">{one.format(point[one.key])}</dd>
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
