import { createLoader, createParser, type inferParserType } from "nuqs/server";
import { eventTypeIssue, isIdOf, isMoment, isSearch } from "#components/query/accepted.ts";

/** The list's filters as they stand in the address, named as in the API. What the API would refuse is dropped. */
export const eventFilterParsers = {
  type: parseAsAccepted((text) => eventTypeIssue(text) === null),
  sourceId: parseAsAccepted((text) => isIdOf("src", text)),
  after: parseAsAccepted(isMoment),
  before: parseAsAccepted(isMoment),
  q: parseAsAccepted(isSearch),
};

export type EventFilters = inferParserType<typeof eventFilterParsers>;

/** Reads the filters from a page's search parameters. */
export const loadEventFilters = createLoader(eventFilterParsers);

/** The filters as the API takes them: what is not set is undefined. */
export function toListInput({ type, sourceId, after, before, q }: EventFilters) {
  return {
    type: type ?? undefined,
    sourceId: sourceId ?? undefined,
    after: after ?? undefined,
    before: before ?? undefined,
    q: q ?? undefined,
  };
}

export function isFiltered(filters: EventFilters): boolean {
  return Object.values(filters).some((value) => value !== null);
}

function parseAsAccepted(isAccepted: (text: string) => boolean) {
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text) => text });
}
