import { and, eq, sql } from "drizzle-orm";
import { supportSessions } from "#db/schema/tenant.ts";
import { databaseNow } from "#domain/clock.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { tenantBySlug } from "#domain/tenant/by-slug.ts";
import { isLiveStay } from "./live-stay.ts";
import { leaveInput, leftTenant } from "./schema.ts";
import { staffOperation } from "./staff-operation.ts";

export const leaveTenant = staffOperation({
  id: "support.leave",
  summary: "Leave a tenant before the hour is over",
  input: leaveInput,
  output: leftTenant,
  audited: true,
  run: async ({ staff, tx, audit }, { tenant: slug }) => {
    const tenant = await tenantBySlug(tx, slug);
    const left = await tx
      .update(supportSessions)
      .set({ endedAt: sql`now()` })
      .where(and(eq(supportSessions.tenantId, tenant.id), eq(supportSessions.userId, staff.id), isLiveStay()))
      .returning({ reason: supportSessions.reason, expiresAt: supportSessions.expiresAt });
    const [stay] = left;
    if (!stay) throw new DomainError("state_forbids", `Your support session in ${tenant.name} is over already.`);
    const endedAt = (await databaseNow(tx)).toISOString();
    await audit(tenant.id, {
      target: { type: "tenant", id: formatId("tnt", tenant.id) },
      before: { reason: stay.reason, endsAt: stay.expiresAt.toISOString() },
      after: { endedAt },
    });
    return { tenant: { slug: tenant.slug, name: tenant.name }, endedAt };
  },
});
