/** A moment inside a sentence, in ms since 1970; `isAbout` where it is an estimate. */
export type Moment = { at: number; isAbout?: boolean };

/**
 * When something is due, as people say it: `in 40 s`, `at 14:05`, `tomorrow at 09:10`, `Thursday around 09:10`,
 * `on 4 Dec at 09:10`. `now` in ms since 1970; `timeZone` is the reader's own when left out.
 */
export function whenWords({ at, isAbout = false }: Moment, now: number, timeZone?: string): string {
  const distance = at - now;
  if (Math.abs(distance) < NEAR_MS) return nearWords(distance, isAbout);
  const clock = `${isAbout ? "around" : "at"} ${format(CLOCK, at, timeZone)}`;
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  if (days === 0) return clock;
  if (days === 1) return `tomorrow ${clock}`;
  if (days === -1) return `yesterday ${clock}`;
  if (days > 1 && days < 7) return `${format(WEEKDAY, at, timeZone)} ${clock}`;
  return `on ${format(DATE, at, timeZone)} ${clock}`;
}

const NEAR_MS = 90_000;

function nearWords(distance: number, isAbout: boolean): string {
  if (distance >= 3_000) return `in ${isAbout ? "about " : ""}${Math.round(distance / 1000)} s`;
  if (distance > -5_000) return distance > 0 ? "in a moment" : "now";
  return `${Math.round(-distance / 1000)} s ago`;
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: "long" };
const DATE: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
const DAY: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };

/** Days since 1970 of the calendar in that zone, so that midnight there parts today from tomorrow. */
function dayNumber(at: number, timeZone: string | undefined): number {
  const [day = 1, month = 1, year = 1970] = format(DAY, at, timeZone).split("/").map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function format(options: Intl.DateTimeFormatOptions, at: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat("en-GB", timeZone === undefined ? options : { ...options, timeZone }).format(at);
}
