import { and, eq } from "drizzle-orm";
import { memberships } from "#db/schema/tenant.ts";
import { operation } from "#domain/call/operation.ts";
import { formatId } from "#domain/id.ts";
import { keepAnAdmin, selectMember, serializeMember } from "./membership.ts";
import { member, updateMemberInput } from "./schema.ts";

export const updateMember = operation({
  id: "member.update",
  summary: "Change a person's role",
  description: "It counts from their next request on. The last admin stays one.",
  permission: "manage_members",
  scope: "tenant",
  input: updateMemberInput,
  output: member,
  audited: true,
  refusals: ["state_forbids"],
  run: async ({ actor, tx, audit }, { userId, role }) => {
    if (role !== "admin") await keepAnAdmin(tx, actor.tenantId, userId);
    const before = await selectMember(tx, actor.tenantId, userId);
    const theirs = and(eq(memberships.tenantId, actor.tenantId), eq(memberships.userId, userId));
    await tx.update(memberships).set({ role }).where(theirs);
    const target = { type: "member", id: formatId("usr", userId) };
    await audit({ target, before: { role: before.role }, after: { role } });
    return serializeMember({ ...before, role });
  },
});
