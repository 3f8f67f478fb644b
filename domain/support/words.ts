import type { ActionWords } from "#domain/audit/rule/action-words.ts";

/** How long a staff member may stay in a tenant on one reason. */
export const STAY_MINUTES = 60;
/** Why they enter: the tenant's admins read it in their audit log. */
export const STAY_REASON = { lengthMin: 10, lengthMax: 500 } as const;
/** What may be searched for an id in: a log line, a URL. */
export const FIND_LENGTH_MAX = 4000;

export const SUPPORT_AUDIT = {
  "support.enter": {
    label: "Support entered",
    sentence: ({ after: { reason } }) =>
      `entered this tenant to help${typeof reason === "string" ? `: ${reason}` : ""}`,
  },
  "support.leave": { label: "Support left", sentence: () => "left this tenant" },
} satisfies Record<string, ActionWords>;
