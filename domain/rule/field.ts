/** What a field may hold, told without a library: schemas are built on it (`domain/field.ts`), and screens ask it. */

/** Text of at most so many characters; `fault` says what `pattern` asks for, or without one how long it may be. */
export type TextRule = { lengthMax: number; pattern?: RegExp; fault?: string };

/** A whole number. Whatever is wrong with one, the one sentence names both bounds; `fault` does it in other words. */
export type NumberRule = { min: number; max: number; fault?: string };

/** What people call a field: over it, beside it, where nothing is set, and in a sentence of the audit log. */
export type FieldWords = {
  label: string;
  hint?: string;
  unset?: string;
  /** Left out: the label in small letters. */
  audit?: string;
};

export const NAME = { lengthMax: 120 } as const satisfies TextRule;
export const DESCRIPTION = { lengthMax: 1000 } as const satisfies TextRule;
/** What a list is searched for. */
export const SEARCH = { lengthMax: 200 } as const satisfies TextRule;

/** The names in a record that was written down whole, in its order: it has no others. */
export function namesIn<Names extends string>(record: Readonly<Record<Names, unknown>>): Names[] {
  return Object.keys(record) as Names[];
}

/** Those fields of a row that a record of settings names; one that the row does not have does not compile. */
export function fieldsNamedIn<Name extends string, Row extends Readonly<Record<Name, unknown>>>(
  settings: Readonly<Record<Name, unknown>>,
  row: Row,
): Pick<Row, Name> {
  return Object.fromEntries(namesIn(settings).map((name) => [name, row[name]])) as Pick<Row, Name>;
}

/** Why a rule does not take a text, as a sentence; null where it does. */
export function textFault(rule: TextRule, text: string): string | null {
  if (text.length > rule.lengthMax) return tooLong(rule);
  return rule.pattern === undefined || rule.pattern.test(text) ? null : (rule.fault ?? "Not valid");
}

export function tooLong({ lengthMax, pattern, fault }: TextRule): string {
  return (pattern === undefined && fault) || bound("At most", lengthMax, "string");
}

export function wholeFault({ min, max, fault = `A whole number from ${min} to ${max}` }: NumberRule): string {
  return fault;
}

export function isWhole({ min, max }: NumberRule, value: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

/** A number as typed; null where the rule takes no such number. */
export function parseWhole(rule: NumberRule, text: string): number | null {
  const value = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return isWhole(rule, value) ? value : null;
}

export const NO_MOMENT = "Must be a time such as 2026-01-31T12:00:00Z";

/** Whether a text is a moment: RFC 3339 with a zone, and a day that exists. */
export function isMoment(text: string): boolean {
  const [, year, month, day] = MOMENT.exec(text) ?? [];
  if (year === undefined) return false;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

const MOMENT =
  /^(\d{4})-(0[1-9]|1[0-2])-([0-3]\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** What zod tells of an issue, as far as a sentence about it needs it. */
type RawIssue = {
  code?: string;
  origin?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  issues?: readonly { message: string }[];
};

/** What is said of an issue whose schema has no sentence of its own: by the API and beside the fields of a form alike. */
export function issueSentence({ code, origin, minimum, maximum, issues }: RawIssue): string | undefined {
  switch (code) {
    case "invalid_key":
      return issues?.[0]?.message;
    case "too_small":
      return origin === "string" && minimum === 1 ? "Fill this in" : bound("At least", minimum, origin);
    case "too_big":
      return bound("At most", maximum, origin);
    default:
      return undefined;
  }
}

function bound(words: string, limit: unknown, origin: unknown): string {
  const unit = origin === "string" ? " characters" : origin === "array" ? " of them" : "";
  return `${words} ${limit}${unit}`;
}
