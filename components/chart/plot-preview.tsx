import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { ChartMark, ChartPoint } from "./point.ts";
import type { Series } from "./series.ts";
import { bucketOf, timeTickLabel, timeTicks } from "./time-axis.ts";
import { valueTicks } from "./value-axis.ts";

type PlotPreviewProps = {
  points: readonly ChartPoint[];
  series: readonly Series[];
  kind: "bars" | "lines";
  marks: readonly ChartMark[];
  formatTick: (value: number) => string;
};

/** The whole chart at rest, as the server draws it: what can be pointed at takes its place, line for line, when wanted. */
export function PlotPreview({ points, series, kind, marks, formatTick }: PlotPreviewProps) {
  const ticks = valueTicks(topValue(points, kind));
  const top = ticks.at(-1) ?? 1;
  const paths = kind === "bars" ? barPaths(points, series) : linePaths(points, series);
  const starts = points.map((point) => Date.parse(point.at));
  return (
    <div aria-hidden="true" className="relative h-full text-2xs text-ink-faint tabular-nums">
      <div className="absolute top-1.5 right-1 bottom-6 left-12 border-line-strong border-b">
        {ticks.map((tick) => (
          <div
            key={tick}
            style={{ bottom: `${(tick / top) * 100}%` }}
            className="absolute inset-x-0 border-line border-t"
          >
            <span className="absolute right-full -translate-y-1/2 whitespace-nowrap pr-2">{formatTick(tick)}</span>
          </div>
        ))}
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${points.length} ${top}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <g transform={`matrix(1 0 0 -1 0 ${top})`}>
            {paths.map(({ key, colour, dash, d }) => (
              <path
                key={key}
                d={d}
                fill={kind === "bars" ? colour : "none"}
                stroke={kind === "bars" ? "none" : colour}
                strokeWidth="1.5"
                strokeDasharray={dash}
                vectorEffect="non-scaling-stroke"
              />
            ))}
          </g>
        </svg>
        {[...new Set(marks.map((mark) => bucketOf(mark.at, starts)))].map((at) => (
          <div
            key={at}
            style={{ left: across(at, points) }}
            className="absolute inset-y-0 border-ink-faint border-l border-dotted"
          />
        ))}
        <TimeLabels starts={starts} />
      </div>
    </div>
  );
}

/** In the reader's own time, so only once the page has woken up. */
function TimeLabels({ starts }: { starts: readonly number[] }) {
  const isHydrated = useHydrated();
  if (!isHydrated) return null;
  const ticks = timeTicks(starts, { offsetMinutes: -new Date().getTimezoneOffset(), ticksMax: 6 });
  const spanMs = (starts.at(-1) ?? 0) - (starts.at(0) ?? 0);
  return ticks.map((tick) => (
    <span
      key={tick}
      style={{ left: across(starts.indexOf(tick), starts) }}
      className="absolute top-full -translate-x-1/2 whitespace-nowrap pt-1.5"
    >
      {timeTickLabel(tick, spanMs)}
    </span>
  ));
}

/** Where the middle of a bucket stands between left and right. */
function across(index: number, all: readonly unknown[]): string {
  return `${((index + 0.5) / all.length) * 100}%`;
}

/** The highest value that a chart shows. */
export function topValue(points: readonly ChartPoint[], kind: "bars" | "lines"): number {
  if (kind === "bars") return Math.max(0, ...points.map((point) => point.succeeded + point.failed + point.deadLetter));
  return Math.max(0, ...points.map((point) => point.p99 ?? point.p95 ?? point.p50 ?? 0));
}

function barPaths(points: readonly ChartPoint[], series: readonly Series[]) {
  const feet = points.map(() => 0);
  return series.map(({ key, colour, dash }) => {
    const bars = points.map((point, index) => {
      const foot = feet[index] ?? 0;
      const height = point[key] ?? 0;
      feet[index] = foot + height;
      return height === 0 ? "" : `M${index + 0.1} ${foot}h.8v${height}h-.8z`;
    });
    return { key, colour, dash, d: bars.join("") };
  });
}

function linePaths(points: readonly ChartPoint[], series: readonly Series[]) {
  return series.map(({ key, colour, dash }) => {
    const steps = points.map((point, index) => {
      const value = point[key];
      if (value === null) return "";
      const isStart = (points[index - 1]?.[key] ?? null) === null;
      return `${isStart ? "M" : "L"}${index + 0.5} ${value}`;
    });
    return { key, colour, dash, d: steps.join("") };
  });
}
