import { createLoader, createSerializer, parseAsArrayOf, parseAsString } from "nuqs/server";

export const API_KEY_PAGE_ROWS = 50;

/** Which page of the list the address names: the cursors from the first page to it. */
export const apiKeyPageParsers = { pages: parseAsArrayOf(parseAsString).withDefault([]) };

export const loadApiKeyPages = createLoader(apiKeyPageParsers);

/** The address of a page of the list. */
export const apiKeysHref = createSerializer(apiKeyPageParsers);
