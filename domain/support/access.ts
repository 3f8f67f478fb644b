import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { memberships } from "#db/schema/tenant.ts";
import { ROLE_PERMISSIONS } from "#domain/call/permission.ts";
import type { Role } from "#domain/member/words.ts";
import { liveStays } from "./live-stay.ts";
import type { Access } from "./schema.ts";

/** How a staff member may open tenants now; a membership that manages webhooks goes before support mode. */
export async function accessOf(tx: Tx, userId: string): Promise<(tenantId: string) => Access> {
  const member = await tx
    .select({ tenantId: memberships.tenantId, role: memberships.role })
    .from(memberships)
    .where(eq(memberships.userId, userId));
  const managed = new Set(member.filter(({ role }) => managesWebhooks(role)).map(({ tenantId }) => tenantId));
  const supported = new Map((await liveStays(tx, userId)).map((stay) => [stay.tenantId, stay.endsAt]));
  return (tenantId) => {
    if (managed.has(tenantId)) return { kind: "member" };
    const endsAt = supported.get(tenantId);
    return endsAt ? { kind: "support", endsAt: endsAt.toISOString() } : { kind: "none" };
  };
}

/** Whether a role alone opens the dashboard, so that support mode adds nothing to it. */
export function managesWebhooks(role: Role): boolean {
  return ROLE_PERMISSIONS[role].includes("manage_webhooks");
}
