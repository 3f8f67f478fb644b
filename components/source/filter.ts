import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
} from "nuqs/server";
import { listSourcesInput } from "#domain/source/schema.ts";

export const SOURCE_PAGE_ROWS = 50;

/** The list's filters as they stand in the address, named as in the API. `pages` are the cursors up to this page. */
export const sourceFilterParsers = {
  q: parseAsAccepted("q"),
  processId: parseAsAccepted("processId"),
  threadId: parseAsAccepted("threadId"),
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

function parseAsAccepted(name: "q" | "processId" | "threadId") {
  const isAccepted = (text: string) => text !== "" && listSourcesInput.shape[name].safeParse(text).success;
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text: string) => text });
}
