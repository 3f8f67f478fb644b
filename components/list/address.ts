import { createLoader, createSerializer, type LoaderInput, type ParserMap } from "nuqs/server";
import type { Filters } from "./filter.ts";

/** The values as an operation takes them: what is not set is undefined. */
export type ListInput<Values> = {
  [Name in Exclude<keyof Values, "pages">]: Exclude<Values[Name], null> | undefined;
};

/** A list's filters in the address, named as in the API, and what follows from them. */
export type ListAddress<Values> = {
  filters: Filters;
  parsers: ParserMap;
  /** Reads the values from a page's search parameters. */
  load: (search: LoaderInput) => Values;
  /** The address of the list at `base` with these values. */
  href: (base: string, values: Partial<Values>) => string;
  none: Values;
  toInput: (values: Values) => ListInput<Values>;
  /** Whether there are filters to clear. */
  isFiltered: (values: Values) => boolean;
  /** Whether the list is other than what its bare address shows. */
  isNarrowed: (values: Values) => boolean;
};

/** `more`: what stands in the address besides filters. */
export function listAddress<Values extends object>(filters: Filters, more: ParserMap = {}): ListAddress<Values> {
  const entries = Object.entries(filters);
  const parsers: ParserMap = { ...Object.fromEntries(entries.map(([name, { parser }]) => [name, parser])), ...more };
  const load = createLoader(parsers);
  const isSet = (values: Values, [name, { kind }]: (typeof entries)[number]) => {
    const value: unknown = Reflect.get(values, name);
    return kind === "scope" ? value === true : ifSet(value) !== undefined;
  };
  return {
    filters,
    parsers,
    load: (search) => parsed<Values>(load(search)),
    href: createSerializer(parsers),
    none: parsed<Values>(load({})),
    toInput: (values) => parsed(Object.fromEntries(entries.map(([name]) => [name, ifSet(Reflect.get(values, name))]))),
    isFiltered: (values) => entries.some((entry) => entry[1].kind !== "scope" && isSet(values, entry)),
    isNarrowed: (values) => entries.some((entry) => isSet(values, entry)),
  };
}

/** The parsers made it, one for each name in `Values`: their record has lost the types that `Values` was made of. */
export function parsed<Values>(values: Readonly<Record<string, unknown>>): Values {
  return values as Values;
}

function ifSet(value: unknown): unknown {
  return value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
}
