import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { apps, tenants, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { DEFAULT_APP_SLUG } from "#domain/app/words.ts";
import type { Actor } from "#domain/call/actor.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { createUser } from "#domain/member/create-user.ts";
import { grantRole } from "#domain/member/grant.ts";
import type { Role } from "#domain/member/words.ts";
import { createTenant } from "#domain/tenant/create.ts";

/** The demo's tenant and who sets it up there. */
export type DemoPlace = { tenantId: string; appId: string; actor: Actor };

export const DEMO_TENANT = { slug: "demo", name: "Acme Outfitters" };

/** The demo's tenant, made at the first start. */
export async function demoPlace(): Promise<DemoPlace> {
  const [found] = await system()
    .select({ tenantId: tenants.id, appId: apps.id })
    .from(tenants)
    .innerJoin(apps, and(eq(apps.tenantId, tenants.id), eq(apps.slug, DEFAULT_APP_SLUG)))
    .where(eq(tenants.slug, DEMO_TENANT.slug));
  const { tenantId, appId } = found ?? (await newPlace());
  return { tenantId, appId, actor: systemActor(tenantId, { name: "Demo", permissions: ["manage_webhooks"] }) };
}

async function newPlace(): Promise<{ tenantId: string; appId: string }> {
  const { id, appId } = await createTenant(system(), DEMO_TENANT);
  return { tenantId: id, appId };
}

/** The demo's people share one password, which the start prints: the demo listens on this machine only. */
export const DEMO_PASSWORD = "posthouse-demo";
export const DEMO_ADMIN = "admin@demo.posthouse";

const PEOPLE: { email: string; name: string; role: Role | null; isStaff: boolean }[] = [
  { email: DEMO_ADMIN, name: "Ada Admin", role: "admin", isStaff: false },
  { email: "operator@demo.posthouse", name: "Omar Operator", role: "operator", isStaff: false },
  { email: "member@demo.posthouse", name: "Mia Member", role: "member", isStaff: false },
  { email: "support@demo.posthouse", name: "Sam Support", role: null, isStaff: true },
];

/** Makes who is missing. */
export async function ensurePeople({ tenantId }: DemoPlace): Promise<void> {
  for (const { email, name, role, isStaff } of PEOPLE) {
    const [known] = await system().select({ id: users.id }).from(users).where(eq(users.email, email));
    const userId = known?.id ?? (await createUser(system(), { email, name, password: DEMO_PASSWORD, isStaff }));
    if (role && !known) await grantRole(system(), { tenantId, userId, role });
  }
}

/** The file that says where the demo's receivers listen; it is there as soon as they do. */
export function receiversFile(dataDir: string): string {
  return join(dataDir, "receivers");
}
