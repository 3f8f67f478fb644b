import type { ActionWords } from "#domain/audit/rule/action-words.ts";

export const KEY_PERMISSIONS = ["manage_webhooks", "send_events"] as const;
export type KeyPermission = (typeof KEY_PERMISSIONS)[number];

export const KEY_PERMISSION_WORDS: Record<KeyPermission, { label: string; hint: string }> = {
  manage_webhooks: { label: "Manage everything and send events", hint: "The whole API, people excepted." },
  send_events: { label: "Send events", hint: "Post events and nothing else. Enough for most programs." },
};

export const API_KEY_AUDIT = {
  "api_key.create": { label: "API key created", sentence: ({ target }) => `created the API key ${target}` },
  "api_key.delete": { label: "API key revoked", sentence: ({ target }) => `revoked the API key ${target}` },
} satisfies Record<string, ActionWords>;
