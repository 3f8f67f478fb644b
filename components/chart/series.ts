import { formatDuration, formatNumber } from "#components/format/number.ts";
import { TONES } from "#components/state/tone.ts";

/** One bucket of a series: counts by outcome, and percentiles of the response time in ms (null without attempts). */
export type ChartPoint = {
  /** Start of the bucket, ISO 8601. */
  at: string;
  succeeded: number;
  failed: number;
  deadLetter: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

/** Something that happened at a moment and may explain what follows: "Secret rotated". */
export type ChartMark = { at: string; label: string };

/** A span chosen by dragging; both ends ISO 8601, `before` exclusive. */
export type ChartRange = { after: string; before: string };

export type Series = {
  key: Exclude<keyof ChartPoint, "at">;
  label: string;
  colour: string;
  /** SVG dash pattern, so that lines differ without colour. */
  dash?: string;
  format: (value: number | null) => string;
};

/** Bottom of the stack first. */
export const OUTCOME_SERIES: readonly Series[] = [
  { key: "succeeded", label: "Succeeded", colour: TONES.ok.fill, format: formatNumber },
  { key: "failed", label: "Failed", colour: TONES.bad.fill, format: formatNumber },
  { key: "deadLetter", label: "Dead letter", colour: TONES.dead.fill, format: formatNumber },
];

export const LATENCY_SERIES: readonly Series[] = [
  { key: "p50", label: "p50", colour: TONES.wait.fill, format: formatDuration },
  { key: "p95", label: "p95", colour: TONES.busy.fill, format: formatDuration },
  { key: "p99", label: "p99", colour: TONES.dead.fill, dash: "3 2", format: formatDuration },
];
