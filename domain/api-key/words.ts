export const KEY_PERMISSIONS = ["manage_webhooks", "send_events"] as const;
export type KeyPermission = (typeof KEY_PERMISSIONS)[number];

export const KEY_PERMISSION_WORDS: Record<KeyPermission, { label: string; hint: string }> = {
  manage_webhooks: { label: "Manage everything and send events", hint: "The whole API, people excepted." },
  send_events: { label: "Send events", hint: "Post events and nothing else. Enough for most programs." },
};
