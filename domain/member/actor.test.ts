import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { memberships, supportSessions, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { memberActor } from "./actor.ts";
import { grantRole } from "./grant.ts";
import { placesOf } from "./places.ts";

ownTestDatabase();

const origin = { ip: null, requestId: newId() };
const actorOf = (userId: string, slug: string | null, issuedAt = new Date()) =>
  memberActor({ userId, issuedAt }, slug, origin);

async function enterSupport(userId: string, tenantId: string, expiresAt: Date, endedAt: Date | null = null) {
  await system()
    .insert(supportSessions)
    .values({ id: newId(), tenantId, userId, reason: "A test", expiresAt, endedAt });
}
const inAnHour = () => new Date(Date.now() + 3_600_000);
const aMinuteAgo = () => new Date(Date.now() - 60_000);

describe("a signed-in person", () => {
  test.each([
    ["admin", ["manage_webhooks", "manage_members"]],
    ["operator", ["manage_webhooks"]],
    ["member", []],
  ] as const)("who is %s has exactly that role's permissions", async (role, permissions) => {
    const tenant = await makeTenant();
    const user = await makeUser({ tenant, role });
    expect(await actorOf(user.id, tenant.slug)).toEqual({
      kind: "actor",
      actor: { type: "user", id: user.id, name: user.name, tenantId: tenant.id, appId: null, permissions, ...origin },
    });
  });

  test("loses what was taken away with the next request", async () => {
    const tenant = await makeTenant();
    const user = await makeUser({ tenant });
    await grantRole(system(), { tenantId: tenant.id, userId: user.id, role: "member" });
    expect(await actorOf(user.id, tenant.slug)).toMatchObject({ actor: { permissions: [] } });
    await system().delete(memberships).where(eq(memberships.userId, user.id));
    expect(await actorOf(user.id, tenant.slug)).toEqual({ kind: "no_such_tenant" });
  });

  test("finds no tenant that they do not belong to, as if it did not exist", async () => {
    const [own, other] = [await makeTenant(), await makeTenant()];
    const user = await makeUser({ tenant: own });
    expect(await actorOf(user.id, other.slug)).toEqual({ kind: "no_such_tenant" });
    expect(await actorOf(user.id, "no-such-tenant")).toEqual({ kind: "no_such_tenant" });
  });

  test("need not name their only tenant, but one of several", async () => {
    const [one, two] = [await makeTenant(), await makeTenant()];
    const user = await makeUser({ tenant: one });
    expect(await actorOf(user.id, null)).toMatchObject({ actor: { tenantId: one.id } });
    await grantRole(system(), { tenantId: two.id, userId: user.id, role: "operator" });
    expect(await actorOf(user.id, null)).toEqual({ kind: "tenant_required" });
    expect(await actorOf(user.id, two.slug)).toMatchObject({ actor: { tenantId: two.id } });
  });

  test("is signed out when the account is gone or its sessions were ended", async () => {
    const tenant = await makeTenant();
    const user = await makeUser({ tenant });
    expect(await actorOf(newId(), tenant.slug)).toEqual({ kind: "session_over" });
    await system().update(users).set({ sessionsValidFrom: new Date() }).where(eq(users.id, user.id));
    expect(await actorOf(user.id, tenant.slug, aMinuteAgo())).toEqual({ kind: "session_over" });
    expect(await actorOf(user.id, tenant.slug)).toMatchObject({ kind: "actor" });
  });
});

describe("support staff", () => {
  test("act in a tenant only while a support session of theirs lasts, and never on its members", async () => {
    const tenant = await makeTenant();
    const staff = await makeUser({ isStaff: true });
    expect(await actorOf(staff.id, tenant.slug)).toEqual({ kind: "no_such_tenant" });
    await enterSupport(staff.id, tenant.id, aMinuteAgo());
    await enterSupport(staff.id, tenant.id, inAnHour(), new Date());
    expect(await actorOf(staff.id, tenant.slug)).toMatchObject({ kind: "support_over" });
    await enterSupport(staff.id, tenant.id, inAnHour());
    const found = await actorOf(staff.id, tenant.slug);
    expect(found).toMatchObject({ actor: { type: "staff", name: staff.name, permissions: ["manage_webhooks"] } });
  });

  test("hear that their hour is over, for as long as they may wonder; nobody else hears of the tenant", async () => {
    const tenant = await makeTenant();
    const [staff, colleague] = [await makeUser({ isStaff: true }), await makeUser({ isStaff: true })];
    const ended = aMinuteAgo();
    await enterSupport(staff.id, tenant.id, ended);
    expect(await actorOf(staff.id, tenant.slug)).toEqual({ kind: "support_over", endedAt: ended });
    expect(await actorOf(colleague.id, tenant.slug)).toEqual({ kind: "no_such_tenant" });
    await system()
      .update(supportSessions)
      .set({ expiresAt: new Date(Date.now() - 13 * 3_600_000) });
    expect(await actorOf(staff.id, tenant.slug)).toEqual({ kind: "no_such_tenant" });
  });

  test("enter where their membership opens nothing, and stay themselves where it does", async () => {
    const tenant = await makeTenant();
    const [plain, operator] = [
      await makeUser({ tenant, role: "member", isStaff: true }),
      await makeUser({ tenant, role: "operator", isStaff: true }),
    ];
    for (const { id } of [plain, operator]) await enterSupport(id, tenant.id, inAnHour());
    expect(await actorOf(plain.id, tenant.slug)).toMatchObject({ actor: { type: "staff" } });
    expect(await actorOf(plain.id, null)).toMatchObject({ actor: { type: "staff" } });
    expect(await placesOf(plain.id)).toMatchObject([{ role: "staff" }]);
    expect(await actorOf(operator.id, tenant.slug)).toMatchObject({ actor: { type: "user" } });
    expect(await placesOf(operator.id)).toMatchObject([{ role: "operator", support: null }]);
  });

  test("are let out at once when they stop being staff", async () => {
    const tenant = await makeTenant();
    const staff = await makeUser({ isStaff: true });
    await enterSupport(staff.id, tenant.id, inAnHour());
    await system().update(users).set({ isStaff: false }).where(eq(users.id, staff.id));
    expect(await actorOf(staff.id, tenant.slug)).toEqual({ kind: "no_such_tenant" });
    expect(await placesOf(staff.id)).toEqual([]);
  });
});

describe("the places a person may go to", () => {
  test("are their tenants with their apps, and those they support", async () => {
    const own = await makeTenant({ name: "Acme" });
    const supported = await makeTenant({ name: "Zeta" });
    const user = await makeUser({ tenant: own, role: "operator", isStaff: true });
    await enterSupport(user.id, supported.id, inAnHour());
    const production = { id: expect.stringMatching(/^app_/), slug: "production", name: "Production" };
    expect(await placesOf(user.id)).toEqual([
      { tenant: { slug: own.slug, name: "Acme" }, role: "operator", support: null, apps: [production] },
      {
        tenant: { slug: supported.slug, name: "Zeta" },
        role: "staff",
        support: { reason: "A test", endsAt: expect.any(String) },
        apps: [production],
      },
    ]);
  });
});
