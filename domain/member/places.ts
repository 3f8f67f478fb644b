import { asc, eq, inArray } from "drizzle-orm";
import { apps, memberships, tenants, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { managesWebhooks } from "#domain/support/access.ts";
import { liveStays } from "#domain/support/live-stay.ts";
import type { Role } from "./words.ts";

/** A tenant that a person may go to, as what, and its apps, the oldest (`production`) first; `id` is the wire id. */
export type Place = {
  tenant: { slug: string; name: string };
  role: Role | "staff";
  /** Why staff are there, and until when; null for members. */
  support: { reason: string; endsAt: string } | null;
  apps: { id: string; slug: string; name: string }[];
};

/** Where a person may go: memberships by tenant name, then the tenants they support right now. */
export async function placesOf(userId: string): Promise<Place[]> {
  const [member, supported] = await Promise.all([membershipsOf(userId), supportOf(userId)]);
  const opened = new Set(member.filter(({ role }) => role !== "staff" && managesWebhooks(role)).map(({ id }) => id));
  const entered = supported.filter(({ id }) => !opened.has(id));
  const stays = [...member.filter(({ id }) => entered.every((stay) => stay.id !== id)), ...entered];
  const appsByTenant = await appsOf(stays.map((stay) => stay.id));
  return stays.map(({ id, slug, name, role, support }) => ({
    tenant: { slug, name },
    role,
    support,
    apps: appsByTenant.get(id) ?? [],
  }));
}

type Stay = { id: string; slug: string; name: string; role: Role | "staff"; support: Place["support"] };

async function membershipsOf(userId: string): Promise<Stay[]> {
  const rows = await system()
    .select({ id: tenants.id, slug: tenants.slug, name: tenants.name, role: memberships.role })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(tenants.name), asc(tenants.id));
  return rows.map((row) => ({ ...row, support: null }));
}

async function supportOf(userId: string): Promise<Stay[]> {
  const [user] = await system().select({ isStaff: users.isStaff }).from(users).where(eq(users.id, userId)).limit(1);
  if (!user?.isStaff) return [];
  const stays = await liveStays(system(), userId);
  return stays
    .map(({ tenantId, slug, name, reason, endsAt }) => ({
      id: tenantId,
      slug,
      name,
      role: "staff" as const,
      support: { reason, endsAt: endsAt.toISOString() },
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function appsOf(tenantIds: string[]): Promise<Map<string, Place["apps"]>> {
  const found = new Map<string, Place["apps"]>();
  if (tenantIds.length === 0) return found;
  const rows = await system()
    .select({ id: apps.id, tenantId: apps.tenantId, slug: apps.slug, name: apps.name })
    .from(apps)
    .where(inArray(apps.tenantId, tenantIds))
    .orderBy(asc(apps.id));
  for (const { id, tenantId, slug, name } of rows) {
    found.set(tenantId, [...(found.get(tenantId) ?? []), { id: formatId("app", id), slug, name }]);
  }
  return found;
}
