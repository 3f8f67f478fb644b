import { DomainError } from "../error.ts";
import { type Actor, mayDo } from "./actor.ts";
import type { Permission } from "./permission.ts";

/** The gate: the one place that decides whether a caller may do what an operation asks for. */
export function authorize(actor: Actor | null, permission: Permission): Actor {
  if (!actor) throw new DomainError("unauthenticated", "Sign in, or send an API key as `Authorization: Bearer ph_…`.");
  if (mayDo(actor, permission)) return actor;
  throw new DomainError("forbidden", `This needs the permission ${permission} in this tenant. Ask one of its admins.`);
}
