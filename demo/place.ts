import { and, eq } from "drizzle-orm";
import { apps, tenants } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { DEFAULT_APP_SLUG } from "#domain/app/resolve.ts";
import type { Actor } from "#domain/call/actor.ts";
import { systemActor } from "#domain/call/system-actor.ts";
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
  const actor: Actor = { ...systemActor(tenantId, { name: "Demo" }), permissions: ["manage_webhooks"] };
  return { tenantId, appId, actor };
}

async function newPlace(): Promise<{ tenantId: string; appId: string }> {
  const { id, appId } = await createTenant(system(), DEMO_TENANT);
  return { tenantId: id, appId };
}
