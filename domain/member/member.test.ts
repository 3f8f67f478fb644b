import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { memberships } from "#db/schema/tenant.ts";
import { inTenant, system } from "#db/tenant.ts";
import { listAuditLog } from "#domain/audit/list.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeTenant, makeUser } from "#domain/test-factory.ts";
import { lockWaiters } from "#harness/lock-waiters.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { addMember } from "./add.ts";
import { listMembers } from "./list.ts";
import { keepAnAdmin } from "./membership.ts";
import { removeMember } from "./remove.ts";
import { updateMember } from "./update.ts";

ownTestDatabase();

const usr = ({ id }: { id: string }) => formatId("usr", id);

async function tenantWithAdmin() {
  const tenant = await makeTenant();
  const admin = await makeUser({ tenant });
  return { tenant, admin, actor: actorIn(tenant, { id: admin.id }) };
}

async function rolesIn(tenantId: string): Promise<Record<string, string>> {
  const rows = await system().select().from(memberships).where(eq(memberships.tenantId, tenantId));
  return Object.fromEntries(rows.map(({ userId, role }) => [userId, role]));
}

async function somebodyWaits(): Promise<void> {
  while ((await lockWaiters()) === 0);
}

describe("members", () => {
  test("are people with an account, added by e-mail in whatever case", async () => {
    const { tenant, actor, admin } = await tenantWithAdmin();
    const ada = await makeUser({ email: "ada@example.com", name: "Ada" });
    const added = await addMember({ actor }, { email: "Ada@Example.com", role: "operator" });
    expect(added).toMatchObject({ object: "member", id: usr(ada), email: ada.email, name: "Ada", role: "operator" });
    expect(await rolesIn(tenant.id)).toEqual({ [admin.id]: "admin", [ada.id]: "operator" });
    const again = addMember({ actor }, { email: ada.email, role: "admin" });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    const stranger = addMember({ actor }, { email: "nobody@example.com", role: "member" });
    await expect(stranger).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "email" }] });
  });

  test("are listed without those of other tenants, page by page", async () => {
    const { tenant, actor } = await tenantWithAdmin();
    await makeUser({ tenant, role: "member" });
    await tenantWithAdmin();
    const first = await listMembers({ actor }, { limit: 1 });
    const second = await listMembers({ actor }, { limit: 1, cursor: first.nextCursor ?? "" });
    expect([...first.data, ...second.data].map(({ role }) => role)).toEqual(["member", "admin"]);
    expect(second.nextCursor).toBeNull();
  });

  test("get another role, and go, with a trace in the audit log", async () => {
    const { tenant, actor } = await tenantWithAdmin();
    const user = await makeUser({ tenant, role: "member" });
    expect(await updateMember({ actor }, { userId: usr(user), role: "operator" })).toMatchObject({ role: "operator" });
    expect(await removeMember({ actor }, { userId: usr(user) })).toEqual({
      id: usr(user),
      deletedAt: expect.stringMatching(/Z$/),
    });
    expect(Object.keys(await rolesIn(tenant.id))).toEqual([actor.id]);
    const { data } = await listAuditLog({ actor }, { target: usr(user) });
    expect(data.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      { action: "member.delete", before: { email: user.email, role: "operator" }, after: null },
      { action: "member.update", before: { role: "member" }, after: { role: "operator" } },
    ]);
    await expect(removeMember({ actor }, { userId: usr(user) })).rejects.toMatchObject({ code: "not_found" });
  });

  test("include an admin for ever: the last one can neither go nor step down", async () => {
    const { tenant, admin, actor } = await tenantWithAdmin();
    const userId = usr(admin);
    await expect(removeMember({ actor }, { userId })).rejects.toMatchObject({ code: "state_forbids" });
    const stepDown = updateMember({ actor }, { userId, role: "operator" });
    await expect(stepDown).rejects.toMatchObject({ code: "state_forbids" });
    await makeUser({ tenant });
    await removeMember({ actor }, { userId });
    expect(Object.values(await rolesIn(tenant.id))).toEqual(["admin"]);
  });

  test("keep an admin also when two admins demote each other at once", async () => {
    const { tenant, admin, actor } = await tenantWithAdmin();
    const other = await makeUser({ tenant });
    const asOther = actorIn(tenant, { id: other.id });
    const second = await inTenant(tenant.id, async (tx) => {
      await keepAnAdmin(tx, tenant.id, other.id);
      await tx.update(memberships).set({ role: "member" }).where(eq(memberships.userId, other.id));
      const started = updateMember({ actor: asOther }, { userId: usr(admin), role: "member" }).then(
        () => "done",
        ({ code }) => code,
      );
      await Promise.race([started, somebodyWaits()]);
      return { started };
    });
    expect(await second.started).toBe("state_forbids");
    expect(Object.values(await rolesIn(tenant.id)).sort()).toEqual(["admin", "member"]);
    expect((await listMembers({ actor }, {})).data).toHaveLength(2);
  });

  test.each([
    ["an operator", { role: "operator" }],
    ["staff in support mode", { type: "staff", permissions: ["manage_webhooks"] }],
    ["a key that claims to", { type: "key", permissions: ["manage_webhooks", "manage_members"] }],
  ] as const)("are not for %s to manage", async (_, facts) => {
    const { tenant, admin } = await tenantWithAdmin();
    const actor = actorIn(tenant, facts);
    await expect(listMembers({ actor }, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeMember({ actor }, { userId: usr(admin) })).rejects.toMatchObject({ code: "forbidden" });
  });
});
