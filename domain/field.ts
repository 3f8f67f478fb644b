import { z } from "zod";
import { formatId, type IdPrefix, parseId } from "./id.ts";
import { isMoment, NO_MOMENT, type NumberRule, SEARCH, type TextRule, tooLong, wholeFault } from "./rule/field.ts";

/** Fields that several nouns' schemas share. Everything here is free of Node, so that forms can use it. */

/** A public id on the way in: parses `ep_…` to the uuid behind it. A malformed one is answered like an unknown one. */
export function idInput(prefix: IdPrefix) {
  return z.codec(z.string().meta({ example: exampleId(prefix) }), z.string(), {
    encode: (uuid) => formatId(prefix, uuid),
    decode: (text, context) => {
      const uuid = parseId(prefix, text);
      if (uuid) return uuid;
      context.issues.push({
        code: "custom",
        input: text,
        message: `Not an id that starts with ${prefix}_`,
        params: { [MALFORMED_ID]: true },
      });
      return z.NEVER;
    },
  });
}

/** A public id on the way out. */
export function idOutput(prefix: IdPrefix) {
  return z.string().meta({ example: exampleId(prefix) });
}

/** A moment on the way out: RFC 3339 in UTC with milliseconds. */
export const timestamp = z.iso.datetime().meta({ example: "2026-01-31T12:00:00.000Z" });

/** A moment on the way in: RFC 3339 with a zone, and a day that exists. */
export const timestampInput = z.codec(
  z.string(NO_MOMENT).refine(isMoment, NO_MOMENT).meta({ format: "date-time" }),
  z.date(),
  { encode: (moment) => moment.toISOString(), decode: (text) => new Date(text) },
);

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

/** What a list is searched for. */
export const searchInput = textInput(SEARCH);

/** Fields that may be left out, as a query string holds them: a list given once is one text, a number is its digits. */
export function queryFields<Fields extends z.ZodRawShape>(fields: Fields) {
  return mapFields(fields, (field) => z.optional(queryField(field))) as {
    [Name in keyof Fields]: z.ZodOptional<
      Fields[Name] extends z.ZodArray | z.ZodNumber ? z.ZodType<z.output<Fields[Name]>> : Fields[Name]
    >;
  };
}

function queryField(field: z.core.$ZodType) {
  if (field instanceof z.ZodArray)
    return z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), field);
  if (field instanceof z.ZodNumber)
    return z.preprocess((value) => (typeof value === "string" && DIGITS.test(value) ? Number(value) : value), field);
  return field;
}

const DIGITS = /^\d{1,15}$/;

/** Fields as JSON keeps and shows them: ids public, moments as text. */
export function encodedFields<Fields extends z.ZodRawShape>(fields: Fields) {
  return mapFields(fields, (field) => (field instanceof z.ZodCodec ? field.in : field)) as {
    [Name in keyof Fields]: Fields[Name] extends z.ZodCodec<infer Encoded> ? Encoded : Fields[Name];
  };
}

/** Fields that may be left out and then are what `defaults` says; those it does not name are asked for. */
export function withDefaults<
  Fields extends z.ZodRawShape,
  Defaults extends { [Name in keyof Fields]?: z.output<Fields[Name]> },
>(fields: Fields, defaults: Defaults) {
  return mapFields(fields, (field, name) =>
    Object.hasOwn(defaults, name) ? z._default(field, Reflect.get(defaults, name)) : field,
  ) as { [Name in keyof Fields]: Name extends keyof Defaults ? z.ZodDefault<Fields[Name]> : Fields[Name] };
}

/** The three above say field by field what becomes of it, which the compiler cannot follow through a record. */
function mapFields(fields: z.ZodRawShape, map: (field: z.core.$ZodType, name: string) => z.core.$ZodType): unknown {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(field, name)]));
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
