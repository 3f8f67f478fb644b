import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
} from "nuqs/server";

export const SOURCE_PAGE_ROWS = 50;

/** The list's filters as they stand in the address, named as in the API. `pages` are the cursors up to this page. */
export const sourceFilterParsers = {
  q: parseAsAccepted(),
  processId: parseAsAccepted(),
  threadId: parseAsAccepted(),
  active: parseAsBoolean,
  pages: parseAsArrayOf(parseAsString).withDefault([]),
};

export type SourceFilters = inferParserType<typeof sourceFilterParsers>;

export const loadSourceFilters = createLoader(sourceFilterParsers);

/** The address of the list with these filters. */
export const sourcesHref = createSerializer(sourceFilterParsers);

/** The filters as the API takes them. */
export function toListInput({ q, processId, threadId, active, pages }: SourceFilters) {
  return {
    q: q ?? undefined,
    processId: processId ?? undefined,
    threadId: threadId ?? undefined,
    active: active ?? undefined,
    cursor: pages.at(-1),
    limit: SOURCE_PAGE_ROWS,
  };
}

export function isFiltered({ pages: _, ...filters }: SourceFilters): boolean {
  return Object.values(filters).some((value) => value !== null);
}

/** As long as the API takes it; the test compares. */
const LENGTH_MAX = 200;

function parseAsAccepted() {
  const isAccepted = (text: string) => text !== "" && text.length <= LENGTH_MAX;
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text: string) => text });
}
