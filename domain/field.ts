import { z } from "zod";
import { formatId, type IdPrefix, parseId } from "./id.ts";
import {
  isMoment,
  NO_MOMENT,
  type NumberRule,
  parseWhole,
  SEARCH,
  type TextRule,
  tooLong,
  wholeFault,
} from "./rule/field.ts";

/** Fields that several nouns' schemas share. Everything here is free of Node, so that forms can use it. */

/** A public id on the way in: parses `ep_…` to the uuid behind it. A malformed one is answered like an unknown one. */
export function idInput(prefix: IdPrefix) {
  return z
    .string()
    .meta({ example: exampleId(prefix) })
    .transform((text, context) => {
      const uuid = parseId(prefix, text);
      if (uuid) return uuid;
      context.issues.push({
        code: "custom",
        input: text,
        message: `Not an id that starts with ${prefix}_`,
        params: { [MALFORMED_ID]: true },
      });
      return z.NEVER;
    });
}

/** A public id on the way out. */
export function idOutput(prefix: IdPrefix) {
  return z.string().meta({ example: exampleId(prefix) });
}

/** A moment on the way out: RFC 3339 in UTC with milliseconds. */
export const timestamp = z.iso.datetime().meta({ example: "2026-01-31T12:00:00.000Z" });

/** A moment on the way in: RFC 3339 with a zone, and a day that exists. */
export const timestampInput = z
  .string(NO_MOMENT)
  .refine(isMoment, NO_MOMENT)
  .meta({ format: "date-time" })
  .transform((text) => new Date(text));

/** Text that a rule takes, refused in the rule's own words. */
export function textInput(rule: TextRule, text = z.string()) {
  const upTo = text.max(rule.lengthMax, tooLong(rule));
  return rule.pattern === undefined ? upTo : upTo.regex(rule.pattern, rule.fault);
}

/** The same without the blanks around it. */
export function trimmedInput(rule: TextRule) {
  return textInput(rule, z.string().trim());
}

/** A whole number that a rule takes, refused in the rule's own words. */
export function wholeNumber(rule: NumberRule) {
  const fault = wholeFault(rule);
  return z.int(fault).min(rule.min, fault).max(rule.max, fault);
}

/** The same as a query string holds it. */
export function wholeQuery(rule: NumberRule) {
  return z.preprocess((value) => (typeof value === "string" ? parseWhole(rule, value) : value), wholeNumber(rule));
}

/** What a list is searched for. */
export const searchInput = textInput(SEARCH);

/** A query parameter that may be given once or several times. */
export function repeatable<T extends z.ZodType>(item: T, max = 50) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).min(1).max(max),
  );
}

/** The mark on an issue that says "malformed id", which is a 404 and not a 400. */
export const MALFORMED_ID = "malformedId";

/** An id as documentation shows it: of that noun, and of nothing that exists. */
export function exampleId(prefix: IdPrefix): string {
  return formatId(prefix, "0198c0de-0000-7000-8000-000000000001");
}

/** `limit` and `cursor` of every list. */
export const pageInput = {
  limit: z.coerce.number({ error: "Must be a whole number from 1 to 100" }).int().min(1).max(100).default(50),
  cursor: z.string().max(600).optional(),
};

/** A list's answer; `nextCursor` is null on the last page. */
export function pageOutput<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}

/** A JSON object of at most so many characters, as JSON text. */
export function jsonObjectUpTo(lengthMax: number) {
  return z
    .record(z.string(), z.unknown())
    .refine((value) => JSON.stringify(value).length <= lengthMax, `At most ${lengthMax} characters`);
}

/** A switch in a query string or a form: `true` or `false`, nothing else. */
export const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);
