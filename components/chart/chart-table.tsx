import type { ChartPoint } from "./point.ts";
import type { Series } from "./series.ts";

/** The chart's numbers as a table that only screen readers meet; times in UTC. */
export function ChartTable(props: {
  label: string;
  series: readonly Series[];
  points: readonly ChartPoint[];
  stepSeconds: number;
}) {
  return (
    <div className="sr-only">
      <table>
        <caption>
          {props.label}, one row for each {props.stepSeconds} seconds, times in UTC
        </caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {props.series.map((series) => (
              <th key={series.key} scope="col">
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.points.map((point) => (
            <tr key={point.at}>
              <th scope="row">{point.at.slice(0, 16).replace("T", " ")}</th>
              {props.series.map((series) => (
                <td key={series.key}>{series.format(point[series.key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
