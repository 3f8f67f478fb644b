/** The request header in which proxy.ts tells a page its own path and query: layouts cannot know them otherwise. */
export const PAGE_PATH_HEADER = "posthouse-page-path";
