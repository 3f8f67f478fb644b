import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { supportSessions, tenants } from "#db/schema/tenant.ts";

/** A support session that counts now, by the database's clock. */
export function isLiveStay() {
  return and(gt(supportSessions.expiresAt, sql`now()`), isNull(supportSessions.endedAt));
}

/** The tenants a staff member is in now, one stay for each: the one that lasts longest; the newest first. */
export async function liveStays(db: Database | Tx, userId: string) {
  const rows = await db
    .select({
      tenantId: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      reason: supportSessions.reason,
      enteredAt: supportSessions.createdAt,
      endsAt: supportSessions.expiresAt,
    })
    .from(supportSessions)
    .innerJoin(tenants, eq(tenants.id, supportSessions.tenantId))
    .where(and(eq(supportSessions.userId, userId), isLiveStay()))
    .orderBy(desc(supportSessions.expiresAt));
  return rows.filter((row, at) => rows.findIndex(({ tenantId }) => tenantId === row.tenantId) === at);
}

/** When a staff member's latest stay in a tenant ended; null when there was none in the last 12 hours. */
export async function lastStayEnd(db: Database | Tx, userId: string, tenantSlug: string): Promise<Date | null> {
  const endedAt = sql`least(${supportSessions.expiresAt}, ${supportSessions.endedAt})`;
  const [row] = await db
    .select({ expiresAt: supportSessions.expiresAt, endedAt: supportSessions.endedAt })
    .from(supportSessions)
    .innerJoin(tenants, eq(tenants.id, supportSessions.tenantId))
    .where(
      and(
        eq(supportSessions.userId, userId),
        eq(tenants.slug, tenantSlug),
        gt(supportSessions.expiresAt, sql`now() - interval '12 hours'`),
      ),
    )
    .orderBy(desc(endedAt))
    .limit(1);
  if (!row) return null;
  return row.endedAt !== null && row.endedAt < row.expiresAt ? row.endedAt : row.expiresAt;
}
