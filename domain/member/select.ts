import { and, desc, eq, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { memberships, users } from "#db/schema/tenant.ts";
import { notFound } from "#domain/error.ts";
import type { MemberRow } from "./serialize.ts";

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
