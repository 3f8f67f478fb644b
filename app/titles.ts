export type RefusalStatus = 403 | 404;

/** What the two pages are called that stand in for one that is refused. */
export const REFUSAL_TITLES: Readonly<Record<RefusalStatus, string>> = {
  403: "You may not open this page",
  404: "Nothing is delivered to this address",
};

/** What a browser's tab shows of a page. */
export const TITLE_TEMPLATE = "%s · Posthouse";
