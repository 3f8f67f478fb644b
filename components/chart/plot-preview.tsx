import type { ChartPoint } from "./point.ts";
import type { Series } from "./series.ts";

/** The shape of the data without axes: what stands in the place of a plot until its script has come, or never comes. */
export function PlotPreview(props: {
  points: readonly ChartPoint[];
  series: readonly Series[];
  kind: "bars" | "lines";
}) {
  const { points, series, kind } = props;
  const top = kind === "bars" ? stackTop(points) : Math.max(1, ...points.map((point) => point.p99 ?? point.p50 ?? 0));
  const paths = kind === "bars" ? barPaths(points, series) : linePaths(points, series);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${points.length} ${top}`}
      preserveAspectRatio="none"
      className="h-full w-full pt-1.5 pr-1 pb-6 pl-12 opacity-70"
    >
      <g transform={`matrix(1 0 0 -1 0 ${top})`}>
        {paths.map(({ key, colour, d }) => (
          <path
            key={key}
            d={d}
            fill={kind === "bars" ? colour : "none"}
            stroke={kind === "bars" ? "none" : colour}
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </g>
    </svg>
  );
}

function stackTop(points: readonly ChartPoint[]) {
  return Math.max(1, ...points.map((point) => point.succeeded + point.failed + point.deadLetter));
}

function barPaths(points: readonly ChartPoint[], series: readonly Series[]) {
  const feet = points.map(() => 0);
  return series.map(({ key, colour }) => {
    const bars = points.map((point, index) => {
      const foot = feet[index] ?? 0;
      const height = point[key] ?? 0;
      feet[index] = foot + height;
      return height === 0 ? "" : `M${index + 0.1} ${foot}h.8v${height}h-.8z`;
    });
    return { key, colour, d: bars.join("") };
  });
}

function linePaths(points: readonly ChartPoint[], series: readonly Series[]) {
  return series.map(({ key, colour }) => {
    const steps = points.map((point, index) => {
      const value = point[key];
      if (value === null) return "";
      const isStart = (points[index - 1]?.[key] ?? null) === null;
      return `${isStart ? "M" : "L"}${index + 0.5} ${value}`;
    });
    return { key, colour, d: steps.join("") };
  });
}
