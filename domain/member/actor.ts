import { and, eq } from "drizzle-orm";
import { memberships, tenants } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import type { Actor, RequestOrigin } from "#domain/call/actor.ts";
import { ROLE_PERMISSIONS, STAFF_PERMISSIONS } from "#domain/call/permission.ts";
import { managesWebhooks } from "#domain/support/access.ts";
import { lastStayEnd, liveStays } from "#domain/support/live-stay.ts";
import { type Person, personOf, type SessionClaim } from "./person.ts";
import type { Role } from "./words.ts";

export type MemberActor =
  | { kind: "actor"; actor: Actor }
  | { kind: "session_over" }
  | { kind: "no_such_tenant" }
  | { kind: "support_over"; endedAt: Date }
  | { kind: "tenant_required" };

type Stay = { tenantId: string; slug: string; role: Role | "staff" };

/**
 * A signed-in person as an actor of the tenant they name, or of their only one. Everything is read from the database
 * now, so that what was taken away is gone with the next request.
 */
export async function memberActor(
  session: SessionClaim,
  tenantSlug: string | null,
  origin: RequestOrigin,
): Promise<MemberActor> {
  const person = await personOf(session);
  if (!person) return { kind: "session_over" };
  const stays = await staysOf(person, tenantSlug);
  const [stay] = stays;
  if (!stay) return nowhere(person, tenantSlug);
  if (tenantSlug === null && stays.length > 1) return { kind: "tenant_required" };
  return { kind: "actor", actor: actorFor(person, stay, origin) };
}

function actorFor(person: Person, { tenantId, role }: Stay, origin: RequestOrigin): Actor {
  const isStaff = role === "staff";
  const permissions = isStaff ? STAFF_PERMISSIONS : ROLE_PERMISSIONS[role];
  const type = isStaff ? "staff" : "user";
  return { type, id: person.id, name: person.name, tenantId, appId: null, permissions, ...origin };
}

/** Staff who were in the tenant lately hear that their hour is over; to everybody else it does not exist. */
async function nowhere(person: Person, tenantSlug: string | null): Promise<MemberActor> {
  const endedAt = person.isStaff && tenantSlug !== null ? await lastStayEnd(system(), person.id, tenantSlug) : null;
  return endedAt ? { kind: "support_over", endedAt } : { kind: "no_such_tenant" };
}

/**
 * The tenants a person may act in now: memberships, then live support sessions elsewhere. Support mode also stands in
 * for a membership that opens nothing.
 */
async function staysOf(person: Person, tenantSlug: string | null): Promise<Stay[]> {
  const member: Stay[] = await system()
    .select({ tenantId: tenants.id, slug: tenants.slug, role: memberships.role })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.userId, person.id), tenantSlug === null ? undefined : eq(tenants.slug, tenantSlug)));
  if (!person.isStaff) return member;
  const supported = (await liveStays(system(), person.id))
    .filter(({ slug }) => tenantSlug === null || slug === tenantSlug)
    .filter(({ tenantId }) => !member.some((own) => own.tenantId === tenantId && managesAs(own.role)))
    .map(({ tenantId, slug }): Stay => ({ tenantId, slug, role: "staff" }));
  return [...member.filter((own) => supported.every(({ tenantId }) => tenantId !== own.tenantId)), ...supported];
}

function managesAs(role: Stay["role"]): boolean {
  return role === "staff" || managesWebhooks(role);
}
