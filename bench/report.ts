import { quantile, type Spread, spreadOf } from "./statistics.ts";

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
