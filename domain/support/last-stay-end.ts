import { and, desc, eq, gt, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { supportSessions, tenants } from "#db/schema/tenant.ts";

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
