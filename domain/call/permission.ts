import type { KeyPermission } from "#domain/api-key/words.ts";
import type { Role } from "#domain/member/words.ts";

/** What an operation may ask for; `manage_members` is for people only, never for keys. */
export type Permission = KeyPermission | "manage_members";

/** What a person's role lets them do in its tenant. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  admin: ["manage_webhooks", "manage_members"],
  operator: ["manage_webhooks"],
  member: [],
};

/** What staff may do in a tenant they have entered in support mode: everything but deciding who belongs to it. */
export const STAFF_PERMISSIONS: readonly Permission[] = ["manage_webhooks"];
