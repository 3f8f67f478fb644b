/** A number that was measured in every round. */
export type Figure = { label: string; unit: string; spread: Spread };

/** A number that is to be reached: the median over the rounds, held against a bound. */
export type Reach = {
  label: string;
  unit: string;
  value: number;
  bound: { atLeast: number } | { atMost: number };
  rounds: readonly number[];
};

/** What a row found. A row that finds itself unable to measure something says so in `remarks`. */
export type Findings = { figures: Figure[]; reaches: Reach[]; remarks: string[] };

/** `failure`: why the row could not be measured to its end, else null. */
export type RowReport = Findings & { row: string; what: string; failure: string | null; seconds: number };

export function figure(label: string, unit: string, rounds: readonly number[]): Figure {
  return { label, unit, spread: spreadOf(rounds) };
}

export function reach(label: string, { unit = "", rounds, ...bound }: ReachFacts): Reach {
  return { label, unit, value: quantile(rounds, 0.5), bound, rounds };
}

type ReachFacts = { unit?: string; rounds: readonly number[] } & ({ atLeast: number } | { atMost: number });

/** `ours` over `baseline`, taken round by round, so that a machine whose speed drifts does not move it. */
export function ratios(ours: readonly number[], baseline: readonly number[]): number[] {
  return ours.map((value, round) => value / (baseline[round] ?? Number.NaN));
}

export function isReached({ value, bound }: Reach): boolean {
  return "atLeast" in bound ? value >= bound.atLeast : value <= bound.atMost;
}

/** Whether the row was measured, and every number of it reached. */
export function isGood({ failure, reaches }: RowReport): boolean {
  return failure === null && reaches.every(isReached);
}

type Spread = { median: number; min: number; max: number; rounds: readonly number[] };

export function spreadOf(rounds: readonly number[]): Spread {
  return { median: quantile(rounds, 0.5), min: Math.min(...rounds), max: Math.max(...rounds), rounds };
}

/** The value below which this share of the others lies, between neighbours in proportion; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

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

/** What one run measured, by its name. */
export type Numbers = Map<string, number>;

/** The medians of runs of two revisions in turn, and the second's over the first's. What only one has is left out. */
export function formatComparison(before: readonly Numbers[], after: readonly Numbers[]): string {
  const names = [...(before[0]?.keys() ?? [])].filter((name) => after[0]?.has(name));
  const median = (runs: readonly Numbers[], name: string) =>
    quantile(
      runs.map((run) => run.get(name) ?? Number.NaN),
      0.5,
    );
  const lines = names.map((name) => {
    const [old, now] = [median(before, name), median(after, name)];
    return `  ${name.padEnd(2 * LABEL_WIDTH)} ${number(old).padStart(NUMBER_WIDTH)} → ${number(now).padStart(NUMBER_WIDTH)}  × ${number(now / old)}`;
  });
  return lines.join("\n");
}

const LABEL_WIDTH = 42;
const NUMBER_WIDTH = 8;

/** Three digits that say something, no more. */
function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
