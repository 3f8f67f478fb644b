import { type PointerEvent, useState } from "react";
import { bucketLabel, middleOf, spanOf } from "./axis.ts";
import { PlotDrawing, type PlotDrawingProps, topTick } from "./plot-drawing.tsx";
import type { ChartPoint, ChartRange, Series } from "./series.ts";

type PlotProps = PlotDrawingProps & {
  stepSeconds: number;
  /** The bucket pointed at here or in a chart beside this one, by its place in `points`. */
  pointedAt: number | null;
  onPoint: (index: number | null) => void;
  onRange: (range: ChartRange) => void;
};

/** A chart without its frame: what the server draws, with a crosshair and a tooltip once somebody points at it. */
export function Plot({ stepSeconds, pointedAt, onPoint, onRange, ...drawing }: PlotProps) {
  const { points, series, kind, marks } = drawing;
  const { area, handlers } = useRangeDrag({ points, stepSeconds, onPoint, onRange });
  const at = pointedAt !== null && pointedAt < points.length ? pointedAt : null;
  return (
    <div aria-hidden="true" className="relative h-full text-2xs text-ink-faint tabular-nums">
      <div className="absolute top-1.5 right-1 bottom-6 left-12 border-line-strong border-b">
        {at === null || kind === "lines" ? null : (
          <div data-crosshair="" style={spanOf(at, at, points.length)} className="absolute inset-y-0 bg-hover" />
        )}
        <PlotDrawing {...drawing} />
        {at === null || kind === "bars" ? null : <Crosshair {...drawing} at={at} />}
        {area === null ? null : (
          <div style={spanOf(area.from, area.to, points.length)} className="absolute inset-y-0 bg-accent/14" />
        )}
        {at === null ? null : <PlotTooltip {...{ points, at, series, stepSeconds, marks }} />}
        <div {...handlers} className="absolute inset-0 cursor-crosshair touch-pan-y select-none" />
      </div>
    </div>
  );
}

/** Through the middle of a bucket, with a dot where each line crosses it. */
function Crosshair({ points, series, kind, at }: PlotDrawingProps & { at: number }) {
  const top = topTick(points, kind);
  const left = middleOf(at, points.length);
  return (
    <>
      <div data-crosshair="" style={{ left }} className="absolute inset-y-0 border-ink-faint border-l" />
      {series.map(({ key, colour }) => {
        const value = points[at]?.[key] ?? null;
        return value === null ? null : (
          <div
            key={key}
            style={{ left, bottom: `${(value / top) * 100}%`, background: colour }}
            className="absolute size-1.5 -translate-x-1/2 translate-y-1/2 rounded-full"
          />
        );
      })}
    </>
  );
}

/** Tells which bucket is pointed at. Dragging, but by a finger, chooses the range from the first to the last one touched. */
function useRangeDrag(
  options: Pick<PlotProps, "stepSeconds" | "onPoint" | "onRange"> & { points: readonly ChartPoint[] },
) {
  const { points, stepSeconds, onPoint, onRange } = options;
  const [area, setArea] = useState<{ from: number; to: number } | null>(null);
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const at = bucketUnder(event, points.length);
      onPoint(at);
      if (event.button !== 0 || event.pointerType === "touch") return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setArea({ from: at, to: at });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const at = bucketUnder(event, points.length);
      onPoint(at);
      if (area !== null) setArea({ from: area.from, to: at });
    },
    onPointerUp: () => {
      if (area !== null && area.from !== area.to) onRange(toRange(points, area, stepSeconds));
      setArea(null);
    },
    onPointerCancel: () => setArea(null),
    onPointerLeave: () => onPoint(null),
  };
  return { area, handlers };
}

function bucketUnder({ currentTarget, clientX }: PointerEvent<HTMLElement>, count: number): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count)));
}

function toRange(
  points: readonly ChartPoint[],
  { from, to }: { from: number; to: number },
  stepSeconds: number,
): ChartRange {
  const startOf = (index: number) => Date.parse(points[index]?.at ?? "");
  const before = startOf(Math.max(from, to)) + stepSeconds * 1_000;
  return { after: new Date(startOf(Math.min(from, to))).toISOString(), before: new Date(before).toISOString() };
}

/** The bucket under the crosshair: its span, its exact values, what was changed in it. */
type TooltipProps = Pick<PlotProps, "points" | "series" | "stepSeconds" | "marks"> & { at: number };

function PlotTooltip({ points, at, series, stepSeconds, marks }: TooltipProps) {
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
