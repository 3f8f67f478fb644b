import { asc, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apps } from "#db/schema/tenant.ts";

/** The slug of each tenant's oldest app, with which its dashboard opens. */
export async function firstApps(tx: Tx, tenantIds: readonly string[]): Promise<Map<string, string>> {
  if (tenantIds.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([apps.tenantId], { tenantId: apps.tenantId, slug: apps.slug })
    .from(apps)
    .where(inArray(apps.tenantId, [...tenantIds]))
    .orderBy(asc(apps.tenantId), asc(apps.id));
  return new Map(rows.map(({ tenantId, slug }) => [tenantId, slug]));
}
