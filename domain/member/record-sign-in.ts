import { eq } from "drizzle-orm";
import { memberships } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { writeAuditEntry } from "#domain/audit/write.ts";
import type { RequestOrigin } from "#domain/call/actor.ts";
import { formatId } from "#domain/id.ts";

/** A person who tries to sign in: `id` is a uuid. */
export type SignedIn = { id: string; email: string; name: string };

/** Writes a try to sign in, good or refused, into the audit log of every tenant the person belongs to. */
export async function recordSignIn(
  user: SignedIn,
  action: "member.sign_in" | "member.sign_in_refused",
  origin: RequestOrigin,
): Promise<void> {
  await system().transaction(async (tx) => {
    const places = await tx
      .select({ tenantId: memberships.tenantId })
      .from(memberships)
      .where(eq(memberships.userId, user.id));
    const who = { type: "user" as const, id: user.id, name: user.name, appId: null, permissions: [], ...origin };
    for (const { tenantId } of places) {
      const target = { type: "member", id: formatId("usr", user.id) };
      await writeAuditEntry(tx, { actor: { ...who, tenantId }, appId: null, action, target });
    }
  });
}
