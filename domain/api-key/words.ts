export const KEY_PERMISSIONS = ["manage_webhooks", "send_events"] as const;
export type KeyPermission = (typeof KEY_PERMISSIONS)[number];
