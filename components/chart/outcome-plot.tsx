import { Bar } from "recharts";
import { formatCompactNumber } from "#components/format/number.ts";
import { Plot } from "./plot.tsx";
import type { ChartProps } from "./point.ts";
import { OUTCOME_SERIES } from "./series.ts";

/** Stacked bars of outcomes; loaded when a chart is first shown. */
export function OutcomePlot(props: ChartProps & { height: number }) {
  return (
    <Plot {...props} kind="bars" series={OUTCOME_SERIES} formatTick={formatCompactNumber}>
      {OUTCOME_SERIES.map((series) => (
        <Bar
          key={series.key}
          dataKey={series.key}
          stackId="outcome"
          fill={series.colour}
          maxBarSize={28}
          isAnimationActive={false}
        />
      ))}
    </Plot>
  );
}
