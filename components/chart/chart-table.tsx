"use client";

import { useState } from "react";
import type { ChartPoint, Series } from "./series.ts";

type ChartTableProps = {
  label: string;
  series: readonly Series[];
  points: readonly ChartPoint[];
  stepSeconds: number;
};

/** The chart's numbers as a table, behind a button that only the keyboard and screen readers meet until it is pressed. */
export function ChartTable(props: ChartTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="relative">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="sr-only focus-visible:not-sr-only focus-visible:text-accent focus-visible:text-sm focus-visible:underline"
      >
        {props.label}: {isOpen ? "hide" : "show"} the numbers as a table
      </button>
      {isOpen ? <Numbers {...props} /> : null}
    </div>
  );
}

/** Newest first; times in UTC; buckets without traffic left out. */
function Numbers({ label, series, points, stepSeconds }: ChartTableProps) {
  const told = points.filter((point) => point.succeeded + point.failed + point.deadLetter > 0).toReversed();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section tabIndex={0} aria-label={`${label} in numbers`} className="mt-2 max-h-72 overflow-auto">
      <table className="w-full text-right text-xs tabular-nums">
        <caption className="text-left text-ink-muted">
          One row for each {stepSeconds} seconds with traffic, times in UTC
        </caption>
        <thead>
          <tr>
            <th scope="col" className="text-left">
              From
            </th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map((point) => (
            <tr key={point.at}>
              <th scope="row" className="text-left font-normal">
                {point.at.slice(0, 16).replace("T", " ")}
              </th>
              {series.map((one) => (
                <td key={one.key}>{one.format(point[one.key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
