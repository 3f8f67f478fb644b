import { and, desc, eq, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { memberships, users } from "#db/schema/tenant.ts";
import { DomainError, notFound } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import type { Member } from "./schema.ts";
import type { Role } from "./words.ts";

/** A tenant's members, the newest account first, `before` an account's id. */
export async function selectMembers(
  tx: Tx,
  tenantId: string,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<MemberRow[]> {
  return memberRows(tx)
    .where(and(eq(memberships.tenantId, tenantId), before === undefined ? undefined : lt(memberships.userId, before)))
    .orderBy(desc(memberships.userId))
    .limit(limit);
}

/** One member; someone who is not one is `not_found`, whoever else they may be. */
export async function selectMember(tx: Tx, tenantId: string, userId: string): Promise<MemberRow> {
  const [row] = await memberRows(tx)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)))
    .limit(1);
  if (!row) throw notFound("member");
  return row;
}

function memberRows(tx: Tx) {
  return tx
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: memberships.role,
      createdAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .$dynamic();
}

type MemberRow = { id: string; email: string; name: string; role: Role; createdAt: Date };

export function serializeMember({ id, email, name, role, createdAt }: MemberRow): Member {
  return { object: "member", id: formatId("usr", id), email, name, role, createdAt: createdAt.toISOString() };
}

/**
 * Refuses what would leave a tenant without an admin. Locks the admins' rows until the transaction ends, so that two
 * who demote each other at once do not both succeed.
 */
export async function keepAnAdmin(tx: Tx, tenantId: string, leavingUserId: string): Promise<void> {
  const admins = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.role, "admin")))
    .orderBy(memberships.userId)
    .for("update");
  if (admins.some(({ userId }) => userId !== leavingUserId)) return;
  throw new DomainError("state_forbids", "This is the tenant's last admin. Make somebody else an admin first.");
}
