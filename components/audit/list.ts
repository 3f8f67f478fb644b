import { openChoice, time, typedText } from "#components/list/filter.ts";
import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { auditPage } from "#domain/audit/schema.ts";
import { ACTION_LABELS } from "./action-words.ts";

/** Who did what. It is read again when somebody comes back to it, not while it is being read. */
export const auditLog = pagedList({
  key: "audit",
  api: "audit-log",
  noun: "audit log",
  read: fetchApi<typeof auditPage>,
  filters: {
    action: openChoice({ label: "What", title: "What was done", words: ACTION_LABELS, lengthMax: 100 }),
    actor: openChoice({ label: "Who", title: "Who did it", lengthMax: 100 }),
    target: typedText({
      label: "About",
      field: "Id or event type",
      hint: "Of an endpoint, an event, a delivery, a key, a person, an app.",
      placeholder: "ep_…",
      submit: "Show what was done to it",
      lengthMax: 200,
    }),
    ...time,
  },
});
