import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { apps, memberships, tenantKeys, tenants, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { signIn } from "#domain/member/sign-in.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createTenant } from "./create.ts";
import { ensureFirstTenant } from "./ensure-first.ts";

ownTestDatabase({ each: true });

const settings = { POSTHOUSE_ADMIN_EMAIL: "Admin@Posthouse.local" };
const origin = { ip: null, requestId: "first-start" };

async function counts() {
  const [tenant, key, app, user, membership] = await Promise.all(
    [tenants, tenantKeys, apps, users, memberships].map((table) => system().$count(table)),
  );
  return { tenant, key, app, user, membership };
}

describe("the first start", () => {
  test("makes a tenant with its app and an admin who can sign in with the password it answers", async () => {
    const first = await ensureFirstTenant(settings);
    expect(first).toMatchObject({ email: "admin@posthouse.local", isGenerated: true });
    expect(await counts()).toEqual({ tenant: 1, key: 1, app: 1, user: 1, membership: 1 });
    expect(await signIn({ email: "admin@posthouse.local", password: first?.password ?? "" }, origin)).toBeTruthy();
    const [membership] = await system()
      .select({ role: memberships.role, slug: tenants.slug })
      .from(memberships)
      .innerJoin(tenants, eq(tenants.id, memberships.tenantId));
    expect(membership).toEqual({ role: "admin", slug: "default" });
  });

  test("takes the password it is given", async () => {
    const first = await ensureFirstTenant({ ...settings, POSTHOUSE_ADMIN_PASSWORD: "given by the operator" });
    expect(first).toMatchObject({ password: "given by the operator", isGenerated: false });
  });

  test("happens once, also when several processes start together", async () => {
    const firsts = await Promise.all(Array.from({ length: 5 }, () => ensureFirstTenant(settings)));
    expect(firsts.filter((first) => first !== null)).toHaveLength(1);
    expect(await ensureFirstTenant(settings)).toBeNull();
    expect(await counts()).toEqual({ tenant: 1, key: 1, app: 1, user: 1, membership: 1 });
  });

  test("is repaired when it broke off between the tenant and its admin", async () => {
    await createTenant(system(), { slug: "default", name: "Default" });
    expect(await ensureFirstTenant(settings)).not.toBeNull();
    expect(await counts()).toEqual({ tenant: 1, key: 1, app: 1, user: 1, membership: 1 });
  });

  test("leaves a database alone in which the operator has made tenants", async () => {
    await makeTenant();
    expect(await ensureFirstTenant(settings)).toBeNull();
    expect(await counts()).toMatchObject({ tenant: 1, user: 0 });
  });

  test("refuses a tenant's slug that is taken, and leaves nothing of it", async () => {
    await makeTenant({ slug: "acme" });
    await expect(makeTenant({ slug: "acme" })).rejects.toMatchObject({ code: "conflict" });
    expect(await counts()).toMatchObject({ tenant: 1, key: 1, app: 1 });
  });
});
