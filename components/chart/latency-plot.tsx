import { Line } from "recharts";
import { formatDuration } from "#components/format/duration.ts";
import { Plot } from "./plot.tsx";
import type { ChartProps } from "./point.ts";
import { LATENCY_SERIES, type Series } from "./series.ts";

/** Lines of percentiles; gaps where nothing was sent. Loaded when a chart is first shown. */
export function LatencyPlot(props: ChartProps & { height: number }) {
  return (
    <Plot {...props} kind="lines" series={LATENCY_SERIES} formatTick={formatDuration}>
      {LATENCY_SERIES.map((series) => (
        <Line
          key={series.key}
          dataKey={series.key}
          type="linear"
          stroke={series.colour}
          strokeWidth={1.5}
          strokeDasharray={series.dash}
          dot={hasNeighbours(props.points, series.key) ? false : { r: 2 }}
          activeDot={{ r: 3, strokeWidth: 0 }}
          connectNulls={false}
          isAnimationActive={false}
        />
      ))}
    </Plot>
  );
}

// A value between two gaps has no line to be seen by, so sparse series get dots.
function hasNeighbours(points: ChartProps["points"], key: Series["key"]) {
  const read = (index: number) => points[index]?.[key] ?? null;
  return points.every((_, index) => read(index) === null || read(index - 1) !== null || read(index + 1) !== null);
}
