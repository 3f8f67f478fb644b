import { newId } from "../new-id.ts";
import type { Actor } from "./actor.ts";

/** Posthouse itself, or the operator at its command line, as the one who acts in a tenant's audit log. */
export function systemActor(
  tenantId: string,
  { name, requestId = newId() }: { name: string; requestId?: string },
): Actor {
  return { type: "system", id: null, name, tenantId, appId: null, permissions: [], ip: null, requestId };
}
