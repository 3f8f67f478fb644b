import { flag, search, typedText } from "#components/list/filter.ts";
import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { sourcePage } from "#domain/source/schema.ts";
import { OWN_ID } from "#domain/source/words.ts";

const TYPED = { hint: "Whole, as it was given.", submit: "Show its sources", ...OWN_ID };

/** The app's sources; read again for when each last received something. */
export const sourceList = pagedList({
  key: "sources",
  noun: "sources",
  read: fetchApi<typeof sourcePage>,
  refetchMs: 15_000,
  filters: {
    q: search({ label: "Find sources", placeholder: "Name, process, thread or id" }),
    active: flag({ label: "Status", words: { true: "Active", false: "Deactivated" } }),
    processId: typedText({ label: "Process", field: "Process", ...TYPED }),
    threadId: typedText({ label: "Thread", field: "Thread", ...TYPED }),
  },
});
