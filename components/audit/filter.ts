import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
} from "nuqs/server";
import { isMoment } from "#components/query/accepted.ts";

export const AUDIT_PAGE_ROWS = 50;

/**
 * The log's filters as they stand in the address, named as in the API; what the API would refuse is dropped. `pages`
 * are the cursors from the first page to this one.
 */
export const auditFilterParsers = {
  action: parseAsAccepted(isUpTo(100)),
  actor: parseAsAccepted(isUpTo(100)),
  target: parseAsAccepted(isUpTo(200)),
  after: parseAsAccepted(isMoment),
  before: parseAsAccepted(isMoment),
  pages: parseAsArrayOf(parseAsString).withDefault([]),
};

export type AuditFilters = inferParserType<typeof auditFilterParsers>;

export const loadAuditFilters = createLoader(auditFilterParsers);

/** The address of the log with these filters. */
export const auditHref = createSerializer(auditFilterParsers);

/** The filters as the API takes them. */
export function toListInput({ pages, ...filters }: AuditFilters) {
  return {
    action: filters.action ?? undefined,
    actor: filters.actor ?? undefined,
    target: filters.target ?? undefined,
    after: filters.after ?? undefined,
    before: filters.before ?? undefined,
    cursor: pages.at(-1),
    limit: AUDIT_PAGE_ROWS,
  };
}

export function isFiltered({ pages: _, ...filters }: AuditFilters): boolean {
  return Object.values(filters).some((value) => value !== null);
}

function isUpTo(lengthMax: number) {
  return (text: string) => text !== "" && text.length <= lengthMax;
}

function parseAsAccepted(isAccepted: (text: string) => boolean) {
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text: string) => text });
}

export const NO_FILTERS: AuditFilters = {
  action: null,
  actor: null,
  target: null,
  after: null,
  before: null,
  pages: [],
};
