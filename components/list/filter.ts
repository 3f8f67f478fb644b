import {
  createParser,
  type inferParserType,
  type ParserMap,
  parseAsNativeArrayOf,
  parseAsStringLiteral,
} from "nuqs/server";
import { shortenId } from "#components/format/short-id.ts";
import { RESPONSE_CODE } from "#domain/delivery/words.ts";
import { EVENT_TYPE_NAME } from "#domain/event-type/rule/name.ts";
import { type IdPrefix, isAnyId, isIdOf } from "#domain/id.ts";
import { isMoment, parseWhole, SEARCH, textFault } from "#domain/rule/field.ts";

/**
 * One filter of a list, told once: `label` names its chip, `parser` is how it stands in the address, where what the API
 * would refuse is dropped, `phrase` puts it into a sentence, and the face is how the bar asks for it.
 */
export type Filter = FilterFace & { label: string; parser: ParserMap[string]; phrase?: (word: string) => string };
/** A filter with a value of its own, asked for in the popover of its chip. */
export type ValueFilter = Extract<Filter, { kind: "choice" | "choices" | "typed" }>;
export type Filters = Readonly<Record<string, Filter>>;
export type FilterValues<F extends Filters> = inferParserType<{ [Name in keyof F]: F[Name]["parser"] }>;

export type FilterFace =
  | { kind: "search"; placeholder: string; lengthMax: number }
  | { kind: "id-search" }
  /** One of its words, or of those that only the page knows. */
  | { kind: "choice"; title: string; words?: Words; isState?: boolean }
  /** Any of its words. */
  | { kind: "choices"; words: Words; isState?: boolean }
  | TypedFace
  /** The two ends of a span of time, asked for by one chip. */
  | { kind: "after" | "before" }
  /** What the list is of, rather than what it leaves out: always one of two. */
  | { kind: "scope"; words: { false: string; true: string } };

/** A value to type, into the field so called. `title` names the list of those seen lately; `presets` are buttons. */
export type TypedFace = {
  kind: "typed";
  field: string;
  hint?: string;
  placeholder?: string;
  submit: string;
  title?: string;
  presets?: readonly number[];
  isNumber?: boolean;
  lengthMax?: number;
  issueOf: (text: string) => string | null;
};

type Words = Readonly<Record<string, string>>;
/** Words by value, where only the page knows them: names of endpoints, event types seen. */
export type KnownWords = ReadonlyMap<string, string>;

/** A text to search for while one types. */
export function search({
  lengthMax = SEARCH.lengthMax,
  ...of
}: {
  label: string;
  placeholder: string;
  lengthMax?: number;
}) {
  return { ...of, lengthMax, kind: "search", parser: text(lengthMax) } as const;
}

/** An id to find. A pasted one is searched at once, typed text with Enter. */
export function idSearch(of: { label: string }) {
  return { ...of, kind: "id-search", parser: text(SEARCH.lengthMax) } as const;
}

/** One of a closed list. `isState`: its words are states of the product, and look like them. */
export function choice<const Value extends string>(of: {
  label: string;
  title?: string;
  phrase?: (word: string) => string;
  words: Readonly<Record<Value, string>>;
  isState?: boolean;
}) {
  return { title: of.label, ...of, kind: "choice", parser: parseAsStringLiteral(valuesOf(of.words)) } as const;
}

/** Any of a closed list. */
export function choices<const Value extends string>(of: {
  label: string;
  words: Readonly<Record<Value, string>>;
  isState?: boolean;
}) {
  const parser = parseAsNativeArrayOf(parseAsStringLiteral(valuesOf(of.words)));
  return { ...of, kind: "choices", parser } as const;
}

/** One of a list that may grow: what it does not hold is taken, too, up to the API's length. */
export function openChoice(of: { label: string; title: string; words?: Words; lengthMax: number }) {
  return { ...of, kind: "choice", parser: text(of.lengthMax) } as const;
}

/** Yes or no, in two words. */
export function flag(of: { label: string; words: { true: string; false: string } }) {
  return { title: of.label, ...of, kind: "choice", parser: yesOrNo } as const;
}

/** Whether the list is of more than it mostly is; no filter, so that "Clear all" is not offered for it. */
export function scope(of: { label: string; words: { false: string; true: string } }) {
  return { ...of, kind: "scope", parser: yesOrNo.withDefault(false) } as const;
}

/** The id of one thing, of those whose names the page knows. */
export function idOf(prefix: IdPrefix, of: { label: string; title: string; phrase?: (word: string) => string }) {
  return { ...of, kind: "choice", parser: accepted((given) => isIdOf(prefix, given)) } as const;
}

/** A text that is typed whole. */
export function typedText(of: Omit<TypedFace, "kind" | "issueOf"> & { label: string; lengthMax: number }) {
  return { ...of, kind: "typed", issueOf: () => null, parser: text(of.lengthMax) } as const;
}

/** An event type, to type or to take from those seen lately. */
export function eventType(of: { label: string; hint?: string; submit?: string }) {
  const parser = accepted((given) => textFault(EVENT_TYPE_NAME, given) === null);
  return { ...EVENT_TYPE, submit: "Show", ...of, parser } as const;
}

/** Any of several event types. */
export function eventTypes(of: { label: string }) {
  const parser = parseAsNativeArrayOf(eventType(of).parser);
  return { ...EVENT_TYPE, submit: "Add", ...of, parser } as const;
}

/** An HTTP status: the common ones to press, any other to type. */
export function statusCode(of: { label: string; phrase?: (word: string) => string }) {
  const parse = (given: string) => parseWhole(RESPONSE_CODE, given);
  return {
    ...of,
    kind: "typed",
    field: "Response code",
    submit: "Show",
    presets: [200, 204, 400, 401, 404, 410, 429, 500, 502, 503, 504],
    isNumber: true,
    issueOf: (given: string) => (parse(given) === null ? RESPONSE_CODE.fault : null),
    parser: createParser({ parse, serialize: String }),
  } as const;
}

/** When: `...time` among a list's filters. `after` is included, `before` is not. */
export const time = {
  after: { kind: "after", label: "Time", parser: accepted(isMoment) },
  before: { kind: "before", label: "Time", parser: accepted(isMoment) },
} as const satisfies Filters;

const yesOrNo = createParser({
  parse: (given) => (given === "true" ? true : given === "false" ? false : null),
  serialize: String,
});

const EVENT_TYPE = {
  kind: "typed",
  field: "Event type",
  placeholder: "order.paid",
  title: "Event types seen lately",
  issueOf: (given: string) => textFault(EVENT_TYPE_NAME, given),
} as const;

/** The texts that stand for a filter's value, none while it is not set. */
export function textsOf({ parser }: Filter, value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  const given: string | string[] = parser.serialize(value);
  return typeof given === "string" ? [given] : given;
}

/** The value that texts stand for; null where they stand for none. */
export function valueFrom({ parser }: Filter, texts: readonly string[]): unknown {
  return parser.type === "multi" ? parser.parse(texts) : parser.parse(texts[0] ?? "");
}

/** What one of a filter's texts is called. */
export function wordOf(filter: Filter, given: string, known?: KnownWords): string {
  const words = "words" in filter ? Object.entries(filter.words ?? {}) : [];
  return known?.get(given) ?? new Map(words).get(given) ?? (isAnyId(given) ? shortenId(given) : given);
}

function text(lengthMax: number) {
  return accepted((given) => given.trim() !== "" && given.length <= lengthMax);
}

function accepted(isAccepted: (given: string) => boolean) {
  return createParser({ parse: (given) => (isAccepted(given) ? given : null), serialize: (given: string) => given });
}

/** TypeScript takes an object's keys for any texts, since a value may have more than its type says; words have not. */
function valuesOf<Value extends string>(words: Readonly<Record<Value, string>>): readonly Value[] {
  return Object.keys(words) as Value[];
}
