/** The instant in a named zone, `Fri 21 Nov 2025, 07:28:03`; the viewer's own zone when none is given. */
export function formatExactTime(at: number, timeZone?: string): string {
  const parts = new Map(
    formatter(EXACT, timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  const date = `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}`;
  return `${date}, ${part("hour")}:${part("minute")}:${part("second")}`;
}

/**
 * How far `at` lies from `now` in words: `just now`, `now`, `12 s ago`, `3 min ago`, `in 5 min`, `2 h ago`, `4 d ago`.
 * Both in ms since 1970. Past 30 days it is the date, `21 Nov 2025` (UTC).
 */
export function formatRelativeTime(at: number, now: number): string {
  const distance = at - now;
  const span = Math.abs(distance);
  if (!Number.isFinite(span)) return "–";
  if (span < 5 * SECOND) return distance > 0 ? "now" : "just now";
  if (span > 30 * DAY) return DAY_WORDS.format(at);
  const words = spanWords(span);
  return distance > 0 ? `in ${words}` : `${words} ago`;
}

/** A moment inside a sentence, in ms since 1970; `isAbout` where it is an estimate. */
export type Moment = { at: number; isAbout?: boolean };

/**
 * When something is due, as people say it: `in 40 s`, `at 14:05`, `tomorrow at 09:10`, `Thursday around 09:10`,
 * `on 4 Dec at 09:10`. `now` in ms since 1970; `timeZone` is the reader's own when left out.
 */
export function whenWords({ at, isAbout = false }: Moment, now: number, timeZone?: string): string {
  const distance = at - now;
  if (Math.abs(distance) < NEAR_MS) return nearWords(distance, isAbout);
  const format = (options: Intl.DateTimeFormatOptions) => formatter(options, timeZone).format(at);
  const clock = `${isAbout ? "around" : "at"} ${format(CLOCK)}`;
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  if (days === 0) return clock;
  if (days === 1) return `tomorrow ${clock}`;
  if (days === -1) return `yesterday ${clock}`;
  if (days > 1 && days < 7) return `${format({ weekday: "long" })} ${clock}`;
  return `on ${format(DATE)} ${clock}`;
}

/** A span of time: `since 21 Nov 14:05`, `until …`, `21 Nov 14:05 – 15:05`; both ends ISO 8601. Null: no bounds. */
export function rangeWords(
  { after, before }: { after: string | null; before: string | null },
  timeZone: string,
): string | null {
  if (after === null && before === null) return null;
  if (before === null) return `since ${boundWords(after, timeZone)}`;
  if (after === null) return `until ${boundWords(before, timeZone)}`;
  const [from, to] = [boundWords(after, timeZone), boundWords(before, timeZone)];
  const day = from.slice(0, -CLOCK_LENGTH);
  return `${from} – ${to.startsWith(day) ? to.slice(-CLOCK_LENGTH).trim() : to}`;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NEAR_MS = 90 * SECOND;
const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const CLOCK_LENGTH = " 14:05".length;
const DATE: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
const DAY_WORDS = new Intl.DateTimeFormat("en-GB", { ...DATE, year: "numeric", timeZone: "UTC" });
const EXACT: Intl.DateTimeFormatOptions = { ...DATE, ...CLOCK, weekday: "short", year: "numeric", second: "2-digit" };

function spanWords(span: number): string {
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return `${Math.floor(span / HOUR)} h`;
  return `${Math.floor(span / DAY)} d`;
}

function nearWords(distance: number, isAbout: boolean): string {
  if (distance >= 3 * SECOND) return `in ${isAbout ? "about " : ""}${Math.round(distance / SECOND)} s`;
  if (distance > -5 * SECOND) return distance > 0 ? "in a moment" : "now";
  return `${Math.round(-distance / SECOND)} s ago`;
}

/** Days since 1970 of the calendar in that zone, so that midnight there parts today from tomorrow. */
function dayNumber(at: number, timeZone: string | undefined): number {
  const numbers: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };
  const [day = 1, month = 1, year = 1970] = formatter(numbers, timeZone).format(at).split("/").map(Number);
  return Date.UTC(year, month - 1, day) / DAY;
}

function boundWords(at: string | null, timeZone: string): string {
  return formatter({ ...DATE, ...CLOCK }, timeZone)
    .format(new Date(at ?? ""))
    .replace(", ", " ");
}

/** A fixed language keeps server and browser text the same. */
function formatter(options: Intl.DateTimeFormatOptions, timeZone: string | undefined) {
  return new Intl.DateTimeFormat("en-GB", timeZone === undefined ? options : { ...options, timeZone });
}
