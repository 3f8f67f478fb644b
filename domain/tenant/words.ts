import type { ActionWords } from "#domain/audit/rule/action-words.ts";

export const TENANT_AUDIT = {
  "tenant.create": { label: "Tenant created", sentence: () => "created this tenant" },
} satisfies Record<string, ActionWords>;
