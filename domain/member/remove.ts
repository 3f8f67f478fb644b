import { and, eq, sql } from "drizzle-orm";
import { memberships } from "#db/schema/tenant.ts";
import { operation } from "#domain/call/operation.ts";
import { notFound } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { keepAnAdmin, selectMember } from "./membership.ts";
import { memberIdInput, removedMember } from "./schema.ts";

export const removeMember = operation({
  id: "member.delete",
  summary: "Take a person out of the tenant",
  description:
    "It counts from their next request on. Their account and their other tenants stay. The last admin stays.",
  permission: "manage_members",
  scope: "tenant",
  input: memberIdInput,
  output: removedMember,
  audited: true,
  refusals: ["state_forbids"],
  run: async ({ actor, tx, audit }, { userId }) => {
    await keepAnAdmin(tx, actor.tenantId, userId);
    const { email, role } = await selectMember(tx, actor.tenantId, userId);
    const [removed] = await tx
      .delete(memberships)
      .where(and(eq(memberships.tenantId, actor.tenantId), eq(memberships.userId, userId)))
      .returning({ deletedAt: sql<Date>`now()`.mapWith(memberships.createdAt) });
    if (!removed) throw notFound("member");
    const id = formatId("usr", userId);
    await audit({ target: { type: "member", id }, before: { email, role } });
    return { id, deletedAt: removed.deletedAt.toISOString() };
  },
});
