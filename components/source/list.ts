import { flag, search, typedText } from "#components/list/filter.ts";
import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { sourcePage } from "#domain/source/schema.ts";

const OWN_ID = { hint: "Whole, as it was given.", submit: "Show its sources", lengthMax: 200 };

/** The app's sources; read again for when each last received something. */
export const sourceList = pagedList({
  key: "sources",
  noun: "sources",
  read: fetchApi<typeof sourcePage>,
  refetchMs: 15_000,
  filters: {
    q: search({ label: "Find sources", placeholder: "Name, process, thread or id", lengthMax: 200 }),
    active: flag({ label: "Status", words: { true: "Active", false: "Deactivated" } }),
    processId: typedText({ label: "Process", field: "Process", ...OWN_ID }),
    threadId: typedText({ label: "Thread", field: "Thread", ...OWN_ID }),
  },
});
