import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { memberships } from "#db/schema/tenant.ts";
import { DomainError } from "#domain/error.ts";

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
