/**
 * The buckets that get a label: at round local times, at most `ticksMax`. `offsetMinutes` is the zone's distance from
 * UTC as `-Date#getTimezoneOffset()` gives it. Returns bucket starts in ms.
 */
export function timeTicks(starts: readonly number[], options: { offsetMinutes: number; ticksMax: number }): number[] {
  const first = starts.at(0);
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return [];
  const offsetMs = options.offsetMinutes * MINUTE_MS;
  const span = last - first;
  const step = STEPS_MS.find((candidate) => span / candidate <= options.ticksMax) ?? STEPS_MS.at(-1) ?? DAY_MS;
  const ticks: number[] = [];
  let slotBefore = Math.floor((first + offsetMs - 1) / step);
  for (const start of starts) {
    const slot = Math.floor((start + offsetMs) / step);
    if (slot !== slotBefore) ticks.push(start);
    slotBefore = slot;
  }
  return ticks;
}

/** A tick's text in the viewer's zone: the clock for spans up to 36 h, else the day. */
export function timeTickLabel(at: number, spanMs: number): string {
  return (spanMs <= 36 * HOUR_MS ? CLOCK : DAY).format(at);
}

/** The span one bucket covers, in the viewer's zone: `21 Nov, 14:05–14:10`. */
export function bucketLabel(at: number, stepSeconds: number): string {
  const end = at + stepSeconds * 1_000;
  if (stepSeconds * 1_000 >= DAY_MS) return DAY.format(at);
  return `${DAY.format(at)}, ${CLOCK.format(at)}–${CLOCK.format(end)}`;
}

/** The index of the bucket that a moment falls into, ISO 8601; the first for what was before. */
export function bucketOf(at: string, starts: readonly number[]): number {
  const ms = Date.parse(at);
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= ms),
  );
}

/** Round values from 0 to just above `max`, three to five of them; whole numbers only. */
export function valueTicks(max: number): number[] {
  const step = Math.max(1, roundUp(max / 3));
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = FACTORS.find((one) => value <= one * power && Number.isInteger(one * power)) ?? 10;
  return factor * power;
}

/** Where the middle of a bucket stands between left and right. */
export function middleOf(index: number, count: number): string {
  return `${((index + 0.5) / count) * 100}%`;
}

/** Where a stretch of buckets stands, both ends with it, in whichever order. */
export function spanOf(from: number, to: number, count: number): { left: string; width: string } {
  const share = (buckets: number) => `${(buckets / count) * 100}%`;
  return { left: share(Math.min(from, to)), width: share(Math.abs(to - from) + 1) };
}

const FACTORS = [1, 2, 2.5, 5, 10];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 5, 7, 10, 30].map((days) => days * DAY_MS),
];

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
