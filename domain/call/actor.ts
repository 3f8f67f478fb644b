import type { ActorType } from "#domain/audit/words.ts";
import type { Permission } from "./permission.ts";

/**
 * Who is acting, in which tenant, with which permissions: read from the database for this request.
 * `appId` is set when the caller (an API key) is confined to one app.
 */
export type Actor = {
  type: ActorType;
  id: string | null;
  name: string;
  tenantId: string;
  appId: string | null;
  permissions: readonly Permission[];
  ip: string | null;
  requestId: string;
};

/** Where a request came from, and what it is logged as. */
export type RequestOrigin = Pick<Actor, "ip" | "requestId">;

/** `send_events` is included in `manage_webhooks`: who manages an app may also post to it. */
export function mayDo(actor: Actor, permission: Permission): boolean {
  if (actor.type === "key" && permission === "manage_members") return false;
  if (actor.permissions.includes(permission)) return true;
  return permission === "send_events" && actor.permissions.includes("manage_webhooks");
}
