/**
 * What the API takes in a query, told by plain rules: its own schemas would bring their library to every page. The tests
 * hold each rule against the schema that it stands for.
 */

/** A moment: RFC 3339 with a zone, and a day that exists. */
export function isMoment(text: string): boolean {
  const [, year, month, day] = MOMENT.exec(text) ?? [];
  if (year === undefined) return false;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

/** A public id of one noun: `isIdOf("ep", "ep_…")`. */
export function isIdOf(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`) && ID_SUFFIX.test(text.slice(prefix.length + 1));
}

/** Why a text is no event type's name, as a sentence; null where it is one. */
export function eventTypeIssue(text: string): string | null {
  if (text.length > EVENT_TYPE_LENGTH_MAX) return `At most ${EVENT_TYPE_LENGTH_MAX} characters`;
  return EVENT_TYPE.test(text) ? null : "Must be words of letters, digits and _ joined by dots, such as order.paid";
}

/** An HTTP status as typed; null where it is none. */
export function parseStatusCode(text: string): number | null {
  return /^[1-5]\d\d$/.test(text.trim()) ? Number(text) : null;
}

/** What is searched for, up to the length that the API takes. */
export function isSearch(text: string): boolean {
  return text.length <= SEARCH_LENGTH_MAX;
}

const MOMENT =
  /^(\d{4})-(0[1-9]|1[0-2])-([0-3]\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const ID_SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const EVENT_TYPE = /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/;
const EVENT_TYPE_LENGTH_MAX = 128;
const SEARCH_LENGTH_MAX = 200;
