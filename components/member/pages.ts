import { createLoader, createSerializer, parseAsArrayOf, parseAsString } from "nuqs/server";

export const MEMBER_PAGE_ROWS = 50;

/** Which page of the list the address names: the cursors from the first page to it. */
export const memberPageParsers = { pages: parseAsArrayOf(parseAsString).withDefault([]) };

export const loadMemberPages = createLoader(memberPageParsers);

/** The address of a page of the list. */
export const membersHref = createSerializer(memberPageParsers);
