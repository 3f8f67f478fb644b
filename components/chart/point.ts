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

export type ChartProps = {
  points: readonly ChartPoint[];
  stepSeconds: number;
  /** Charts with the same id share their crosshair. */
  syncId?: string;
  marks?: readonly ChartMark[];
  onRange?: (range: ChartRange) => void;
};
