import { memo, useSyncExternalStore } from "react";
import { bucketOf, middleOf, timeTickLabel, timeTicks, valueTicks } from "./axis.ts";
import type { ChartMark, ChartPoint, Series } from "./series.ts";

export type PlotDrawingProps = {
  points: readonly ChartPoint[];
  series: readonly Series[];
  kind: "bars" | "lines";
  marks: readonly ChartMark[];
  formatTick: (value: number) => string;
};

/** All of a plot that stays the same while somebody points at it: grid, axes, bars or lines, marks. */
export const PlotDrawing = memo(function PlotDrawing({ points, series, kind, marks, formatTick }: PlotDrawingProps) {
  const ticks = valueTicks(topValue(points, kind));
  const top = topTick(points, kind);
  const starts = points.map((point) => Date.parse(point.at));
  return (
    <>
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
        <g transform={`matrix(1 0 0 -1 0 ${top})`} fill="none" strokeWidth="1.5">
          {kind === "bars" ? <Bars points={points} series={series} /> : <Lines points={points} series={series} />}
        </g>
      </svg>
      {[...new Set(marks.map((mark) => bucketOf(mark.at, starts)))].map((at) => (
        <div
          key={at}
          style={{ left: middleOf(at, points.length) }}
          className="absolute inset-y-0 border-ink-faint border-l border-dotted"
        />
      ))}
      <TimeLabels starts={starts} />
    </>
  );
});

type SeriesProps = Pick<PlotDrawingProps, "points" | "series">;

/** Each series stands on those before it. */
function Bars({ points, series }: SeriesProps) {
  const feet = points.map(() => 0);
  return series.map(({ key, colour }) => {
    const bars = points.map((point, index) => {
      const foot = feet[index] ?? 0;
      const height = point[key] ?? 0;
      feet[index] = foot + height;
      return height === 0 ? "" : `M${index + 0.1} ${foot}h.8v${height}h-.8z`;
    });
    return <path key={key} d={bars.join("")} fill={colour} />;
  });
}

/** Gaps where nothing was sent. A value between two gaps has no line to be seen by: it gets a dot. */
function Lines({ points, series }: SeriesProps) {
  return series.map(({ key, colour, dash }) => {
    const isGap = (index: number) => (points[index]?.[key] ?? null) === null;
    const draw = (step: (index: number, value: number) => string) =>
      points.map((point, index) => (point[key] === null ? "" : step(index, point[key]))).join("");
    const line = draw((index, value) => `${isGap(index - 1) ? "M" : "L"}${index + 0.5} ${value}`);
    const dots = draw((index, value) => (isGap(index - 1) && isGap(index + 1) ? `M${index + 0.5} ${value}h0` : ""));
    const stroke = { stroke: colour, vectorEffect: "non-scaling-stroke" } as const;
    return (
      <g key={key}>
        <path {...stroke} d={line} strokeDasharray={dash} />
        {dots === "" ? null : <path {...stroke} d={dots} strokeWidth="4" strokeLinecap="round" />}
      </g>
    );
  });
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
      style={{ left: middleOf(starts.indexOf(tick), starts.length) }}
      className="absolute top-full -translate-x-1/2 whitespace-nowrap pt-1.5"
    >
      {timeTickLabel(tick, spanMs)}
    </span>
  ));
}

/** False in the server's HTML and the first render in the browser, true from then on. */
function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

function subscribe() {
  return () => undefined;
}

/** The highest tick of the value axis, which is the plot's upper edge. */
export function topTick(points: readonly ChartPoint[], kind: "bars" | "lines"): number {
  return valueTicks(topValue(points, kind)).at(-1) ?? 1;
}

function topValue(points: readonly ChartPoint[], kind: "bars" | "lines"): number {
  if (kind === "bars") return Math.max(0, ...points.map((point) => point.succeeded + point.failed + point.deadLetter));
  return Math.max(0, ...points.map((point) => point.p99 ?? point.p95 ?? point.p50 ?? 0));
}
