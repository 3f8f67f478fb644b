import { openChoice, time, typedText } from "#components/list/filter.ts";
import { pagedList } from "#components/list/paged-list.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import type { auditPage } from "#domain/audit/schema.ts";
import { AUDIT_FILTERS, AUDIT_WORDS } from "#domain/audit/words.ts";

const ACTIONS = Object.fromEntries(Object.entries(AUDIT_WORDS).map(([action, { label }]) => [action, label]));

/** Who did what. It is read again when somebody comes back to it, not while it is being read. */
export const auditLog = pagedList({
  key: "audit",
  api: "audit-log",
  noun: "audit log",
  read: fetchApi<typeof auditPage>,
  filters: {
    action: openChoice({ label: "What", title: "What was done", words: ACTIONS, ...AUDIT_FILTERS.action }),
    actor: openChoice({ label: "Who", title: "Who did it", ...AUDIT_FILTERS.actor }),
    target: typedText({
      label: "About",
      field: "Id or event type",
      hint: "Of an endpoint, an event, a delivery, a key, a person, an app.",
      placeholder: "ep_…",
      submit: "Show what was done to it",
      ...AUDIT_FILTERS.target,
    }),
    ...time,
  },
});
