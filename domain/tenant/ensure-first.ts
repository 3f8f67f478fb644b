import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tenants, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { createUser } from "#domain/member/create-user.ts";
import { normalizeEmail } from "#domain/member/email.ts";
import { grantRole } from "#domain/member/grant.ts";
import { createTenant } from "./create.ts";

export const FIRST_TENANT_SLUG = "default";

type FirstAdminSettings = { POSTHOUSE_ADMIN_EMAIL: string; POSTHOUSE_ADMIN_PASSWORD?: string | undefined };
export type FirstAdmin = { email: string; password: string; isGenerated: boolean };

/**
 * On an empty database: one tenant with its app, and one admin, whose password is answered this one time. Null when
 * that has been done before. A tenant `default` without any account is a start that broke off: it gets its admin.
 */
export async function ensureFirstTenant(settings: FirstAdminSettings): Promise<FirstAdmin | null> {
  return system().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('posthouse.first-tenant'))`);
    if ((await tx.select({ id: users.id }).from(users).limit(1)).length > 0) return null;
    const tenantId = await firstTenantId(tx);
    if (tenantId === null) return null;
    const email = normalizeEmail(settings.POSTHOUSE_ADMIN_EMAIL);
    const password = settings.POSTHOUSE_ADMIN_PASSWORD ?? randomBytes(15).toString("base64url");
    const userId = await createUser(tx, { email, name: "Admin", password, isStaff: false });
    await grantRole(tx, { tenantId, userId, role: "admin" });
    return { email, password, isGenerated: settings.POSTHOUSE_ADMIN_PASSWORD === undefined };
  });
}

/** Null: the operator has made tenants of their own before the first start, and makes people the same way. */
async function firstTenantId(tx: Tx): Promise<string | null> {
  const [first] = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, FIRST_TENANT_SLUG));
  if (first) return first.id;
  if ((await tx.select({ id: tenants.id }).from(tenants).limit(1)).length > 0) return null;
  return (await createTenant(tx, { slug: FIRST_TENANT_SLUG, name: "Default" })).id;
}
