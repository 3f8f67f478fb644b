import type { Database, Tx } from "#db/client.ts";
import { memberships } from "#db/schema/tenant.ts";
import type { Role } from "./words.ts";

export type Grant = { tenantId: string; userId: string; role: Role };

/** Makes a person a member of a tenant, or changes the role they have there. */
export async function grantRole(db: Database | Tx, { tenantId, userId, role }: Grant): Promise<void> {
  await db
    .insert(memberships)
    .values({ tenantId, userId, role })
    .onConflictDoUpdate({ target: [memberships.tenantId, memberships.userId], set: { role } });
}
