import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Role } from "#db/enums.ts";
import { apps, memberships, supportSessions, tenants, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";

/** A tenant that a person may go to, as what, and its apps, the oldest (`production`) first; `id` is the wire id. */
export type Place = {
  tenant: { slug: string; name: string };
  role: Role | "staff";
  apps: { id: string; slug: string; name: string }[];
};

/** Where a person may go: memberships by tenant name, then the tenants they support right now. */
export async function placesOf(userId: string): Promise<Place[]> {
  const stays = [...(await membershipsOf(userId)), ...(await supportOf(userId))];
  const first = stays.filter((stay, at) => stays.findIndex((other) => other.id === stay.id) === at);
  const appsByTenant = await appsOf(first.map((stay) => stay.id));
  return first.map(({ id, slug, name, role }) => ({ tenant: { slug, name }, role, apps: appsByTenant.get(id) ?? [] }));
}

type Stay = { id: string; slug: string; name: string; role: Role | "staff" };

async function membershipsOf(userId: string): Promise<Stay[]> {
  return system()
    .select({ id: tenants.id, slug: tenants.slug, name: tenants.name, role: memberships.role })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(tenants.name), asc(tenants.id));
}

async function supportOf(userId: string): Promise<Stay[]> {
  const rows = await system()
    .selectDistinct({ id: tenants.id, slug: tenants.slug, name: tenants.name })
    .from(supportSessions)
    .innerJoin(tenants, eq(tenants.id, supportSessions.tenantId))
    .innerJoin(users, and(eq(users.id, supportSessions.userId), eq(users.isStaff, true)))
    .where(
      and(
        eq(supportSessions.userId, userId),
        gt(supportSessions.expiresAt, sql`now()`),
        isNull(supportSessions.endedAt),
      ),
    )
    .orderBy(asc(tenants.name), asc(tenants.id));
  return rows.map((row) => ({ ...row, role: "staff" as const }));
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
