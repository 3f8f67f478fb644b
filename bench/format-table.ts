import { type Figure, isReached, type Reach, type RowReport } from "./report.ts";

/** A row for people: its figures, and what it was to reach. */
export function formatRow({ row, what, seconds, failure, figures, reaches, remarks }: RowReport): string {
  const lines = [
    ...figures.map(formatFigure),
    ...reaches.map(formatReach),
    ...remarks.map((remark) => `    ${remark}`),
    ...(failure === null ? [] : [`  ✗ not measured: ${failure}`]),
  ];
  return [`${row}: ${what} (${seconds.toFixed(0)} s)`, ...lines].join("\n");
}

/** All that was to be reached, in one line. */
export function formatTotal(reports: readonly RowReport[]): string {
  const reaches = reports.flatMap((report) => report.reaches);
  const missed = reaches.filter((one) => !isReached(one)).length;
  const broken = reports.filter(({ failure }) => failure !== null).map(({ row }) => row);
  return [
    missed === 0 ? `All ${reaches.length} reached.` : `${missed} of ${reaches.length} missed.`,
    ...(broken.length === 0 ? [] : [`Not measured: ${broken.join(", ")}.`]),
  ].join(" ");
}

function formatFigure({ label, unit, spread }: Figure): string {
  const range = `${number(spread.min)}–${number(spread.max)}`;
  return `    ${label.padEnd(LABEL_WIDTH)} ${number(spread.median).padStart(NUMBER_WIDTH)} ${unit}  (${range})`;
}

function formatReach(reach: Reach): string {
  const { label, unit, value, bound, rounds } = reach;
  const wanted = "atLeast" in bound ? `≥ ${number(bound.atLeast)}` : `≤ ${number(bound.atMost)}`;
  const range = `${number(Math.min(...rounds))}–${number(Math.max(...rounds))}`;
  const measured = `${number(value).padStart(NUMBER_WIDTH)} ${unit}`.trimEnd();
  return `  ${isReached(reach) ? "✓" : "✗"} ${label.padEnd(LABEL_WIDTH)} ${measured}  (${range}), to reach: ${wanted}`;
}

const LABEL_WIDTH = 42;
const NUMBER_WIDTH = 8;

/** Three digits that say something, no more. */
function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
