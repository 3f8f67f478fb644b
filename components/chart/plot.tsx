import type { ReactNode } from "react";
import {
  CartesianGrid,
  ComposedChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { topValue } from "./plot-preview.tsx";
import { PlotTooltip } from "./plot-tooltip.tsx";
import type { ChartProps } from "./point.ts";
import type { Series } from "./series.ts";
import { bucketOf, timeTickLabel, timeTicks } from "./time-axis.ts";
import { useRangeDrag } from "./use-range-drag.ts";
import { valueTicks } from "./value-axis.ts";

/** Axes, grid, crosshair, marks and dragging that every chart shares. `children` are its bars or lines. */
export function Plot(
  props: ChartProps & {
    height: number;
    kind: "bars" | "lines";
    series: readonly Series[];
    formatTick: (value: number) => string;
    children: ReactNode;
  },
) {
  const { points, stepSeconds, syncId, marks = [], onRange, height, kind, series, formatTick, children } = props;
  const rows = points.map((point) => ({ ...point, start: Date.parse(point.at) }));
  const starts = rows.map((row) => row.start);
  const ticks = timeTicks(starts, { offsetMinutes: -new Date().getTimezoneOffset(), ticksMax: 6 });
  const spanMs = (starts.at(-1) ?? 0) - (starts.at(0) ?? 0);
  const ticksOfValues = valueTicks(topValue(points, kind));
  const drag = useRangeDrag(stepSeconds, onRange);
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={rows} syncId={syncId} margin={MARGIN} barCategoryGap="18%" {...drag.handlers}>
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="start"
          scale="band"
          ticks={ticks}
          interval="preserveStartEnd"
          tickFormatter={(at: number) => timeTickLabel(at, spanMs)}
          tickLine={false}
          axisLine={AXIS_LINE}
          tick={TICK}
          height={24}
        />
        <YAxis
          width={48}
          ticks={ticksOfValues}
          domain={[0, ticksOfValues.at(-1) ?? 1]}
          tickLine={false}
          axisLine={false}
          tick={TICK}
          tickFormatter={(value: number) => formatTick(value).replaceAll(" ", NO_BREAK)}
          allowDecimals={false}
        />
        <Tooltip
          cursor={CURSOR}
          isAnimationActive={false}
          content={<PlotTooltip points={points} series={series} stepSeconds={stepSeconds} marks={marks} />}
        />
        {children}
        {[...new Set(marks.map((mark) => starts[bucketOf(mark.at, starts)]))].map((start) => (
          <ReferenceLine key={start} x={start} stroke="var(--color-ink-faint)" strokeDasharray="2 3" />
        ))}
        {drag.area === null ? null : (
          <ReferenceArea x1={drag.area.from} x2={drag.area.to} fill="var(--color-accent)" fillOpacity={0.14} />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

const NO_BREAK = "\u00a0";
const MARGIN = { top: 6, right: 4, bottom: 0, left: 0 };
const TICK = { fill: "var(--color-ink-faint)", fontSize: 11 };
const AXIS_LINE = { stroke: "var(--color-line-strong)" };
const CURSOR = { stroke: "var(--color-ink-faint)", strokeWidth: 1, fill: "var(--color-hover)", fillOpacity: 0.5 };
