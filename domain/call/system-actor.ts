import { newId } from "../new-id.ts";
import type { Actor } from "./actor.ts";
import type { Permission } from "./permission.ts";

/** Posthouse itself, or the operator at its command line, as the one who acts in a tenant's audit log. */
export function systemActor(
  tenantId: string,
  { name, permissions = [] }: { name: string; permissions?: readonly Permission[] },
): Actor {
  return { type: "system", id: null, name, tenantId, appId: null, permissions, ip: null, requestId: newId() };
}
