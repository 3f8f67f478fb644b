import { invalidField } from "#domain/error.ts";

/** The most points a chart has: the API promises at most 300; a week by the hour fits, with bars wide enough to point at. */
export const POINTS_MAX = 170;

/** A stretch of time in whole steps: `from` and `to` are multiples of the step since 1970, `to` is not included. */
export type ChartRange = { from: Date; to: Date; stepSeconds: number };

/**
 * The stretch a chart shows: from `after` (24 hours before its end, where left out) to `before` (now), cut into the
 * finest steps that make at most 170 points. Throws `invalid_request` where the times are the wrong way round.
 */
export function chartRange({ after, before }: { after?: Date; before?: Date }, now: Date): ChartRange {
  const endMs = (before ?? now).getTime();
  const startMs = after?.getTime() ?? endMs - DEFAULT_HOURS * 3_600_000;
  if (startMs >= endMs) throw invalidField("after", "Must lie before `before`, which is now when left out");
  const stepSeconds = STEPS_SECONDS.find((step) => pointsBetween(startMs, endMs, step) <= POINTS_MAX);
  if (stepSeconds === undefined) throw invalidField("after", `A chart spans at most ${SPAN_YEARS_MAX} years`);
  const stepMs = stepSeconds * 1000;
  return {
    from: new Date(Math.floor(startMs / stepMs) * stepMs),
    to: new Date(Math.ceil(endMs / stepMs) * stepMs),
    stepSeconds,
  };
}

const DEFAULT_HOURS = 24;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Steps people read easily; each is a multiple of the minute or hour rows it is made of.
const STEPS_SECONDS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];
// 170 steps of 28 days are 13 years; retention ends at ten.
const SPAN_YEARS_MAX = 11;

function pointsBetween(startMs: number, endMs: number, stepSeconds: number): number {
  const stepMs = stepSeconds * 1000;
  return Math.ceil(endMs / stepMs) - Math.floor(startMs / stepMs);
}
