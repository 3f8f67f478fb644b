import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
} from "nuqs/server";

export const EVENT_TYPE_PAGE_ROWS = 50;

/** As long as the API takes it; the test compares. */
const Q_LENGTH_MAX = 128;

/** The catalogue's filters as they stand in the address, named as in the API. `pages` are the cursors up to this page. */
export const eventTypeFilterParsers = {
  q: createParser({
    parse: (text) => (text !== "" && text.length <= Q_LENGTH_MAX ? text : null),
    serialize: (text: string) => text,
  }),
  archived: parseAsBoolean.withDefault(false),
  pages: parseAsArrayOf(parseAsString).withDefault([]),
};

export type EventTypeFilters = inferParserType<typeof eventTypeFilterParsers>;

export const loadEventTypeFilters = createLoader(eventTypeFilterParsers);

/** The address of the catalogue with these filters. */
export const eventTypesHref = createSerializer(eventTypeFilterParsers);

/** The filters as the API takes them. */
export function toListInput({ q, archived, pages }: EventTypeFilters) {
  return { q: q ?? undefined, archived, cursor: pages.at(-1), limit: EVENT_TYPE_PAGE_ROWS };
}

export function isFiltered({ q }: EventTypeFilters): boolean {
  return q !== null;
}
