import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { memberships, supportSessions } from "#db/schema/tenant.ts";
import { databaseNow } from "#domain/clock.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { tenantBySlug } from "#domain/tenant/by-slug.ts";
import { managesWebhooks } from "./access.ts";
import { firstApps } from "./first-app.ts";
import { isLiveStay } from "./live-stay.ts";
import { enterInput, stay } from "./schema.ts";
import { staffOperation } from "./staff-operation.ts";
import { STAY_MINUTES } from "./words.ts";

/** Entering again while inside ends the stay before, so that there is one reason and one end at a time. */
export const enterTenant = staffOperation({
  id: "support.enter",
  summary: "Enter a tenant in support mode for an hour",
  input: enterInput,
  output: stay,
  audited: true,
  run: async ({ staff, tx, audit }, { tenant: slug, reason }) => {
    const tenant = await tenantBySlug(tx, slug);
    await refuseMember(tx, tenant.id, staff.id);
    await tx
      .update(supportSessions)
      .set({ endedAt: sql`now()` })
      .where(and(eq(supportSessions.tenantId, tenant.id), eq(supportSessions.userId, staff.id), isLiveStay()));
    const enteredAt = await databaseNow(tx);
    const endsAt = new Date(enteredAt.getTime() + STAY_MINUTES * 60_000);
    const row = { id: newId(), tenantId: tenant.id, userId: staff.id, reason, createdAt: enteredAt, expiresAt: endsAt };
    await tx.insert(supportSessions).values(row);
    await audit(tenant.id, {
      target: { type: "tenant", id: formatId("tnt", tenant.id) },
      after: { reason, endsAt: endsAt.toISOString() },
    });
    return {
      tenant: { slug: tenant.slug, name: tenant.name },
      app: (await firstApps(tx, [tenant.id])).get(tenant.id) ?? null,
      reason,
      enteredAt: enteredAt.toISOString(),
      endsAt: endsAt.toISOString(),
    };
  },
});

async function refuseMember(tx: Tx, tenantId: string, userId: string): Promise<void> {
  const [member] = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)))
    .limit(1);
  if (member && managesWebhooks(member.role))
    throw new DomainError("conflict", "You are a member of this tenant: open it as yourself.");
}
