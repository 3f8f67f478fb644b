/** What a browser's tab shows of a page. */
export const TITLE_TEMPLATE = "%s · Posthouse";
