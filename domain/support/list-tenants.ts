import { and, asc, count, eq, gt, ilike, inArray, ne, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { likePattern } from "#db/like-pattern.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { tenants } from "#db/schema/tenant.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { formatId } from "#domain/id.ts";
import { accessOf } from "./access.ts";
import { firstApps } from "./first-app.ts";
import { listTenantsInput, supportedTenantPage } from "./schema.ts";
import { staffOperation } from "./staff-operation.ts";

export const listTenants = staffOperation({
  id: "support.tenants",
  summary: "List the tenants of this Posthouse by slug, all or those whose name or slug holds a text",
  input: listTenantsInput,
  output: supportedTenantPage,
  audited: false,
  run: async ({ staff, tx }, { q, limit, cursor }) => {
    const scope = { list: "support.tenants", tenantId: staff.id };
    const rows = await tx
      .select()
      .from(tenants)
      .where(
        and(
          q === undefined || q === ""
            ? undefined
            : or(ilike(tenants.name, likePattern(q)), ilike(tenants.slug, likePattern(q))),
          cursor === undefined ? undefined : gt(tenants.slug, decodeCursor(scope, cursor)),
        ),
      )
      .orderBy(asc(tenants.slug))
      .limit(limit + 1);
    const page = toPage(rows, { limit, scope, position: ({ slug }) => slug });
    const ids = page.rows.map(({ id }) => id);
    const [access, counts, firstApp] = [
      await accessOf(tx, staff.id),
      await endpointCounts(tx, ids),
      await firstApps(tx, ids),
    ];
    const data = page.rows.map(({ id, slug, name, createdAt }) => ({
      id: formatId("tnt", id),
      slug,
      name,
      app: firstApp.get(id) ?? null,
      ...(counts.get(id) ?? { endpoints: 0, failing: 0 }),
      access: access(id),
      createdAt: createdAt.toISOString(),
    }));
    return { data, nextCursor: page.nextCursor };
  },
});

async function endpointCounts(tx: Tx, tenantIds: readonly string[]) {
  if (tenantIds.length === 0) return new Map<string, { endpoints: number; failing: number }>();
  const isFailing = or(eq(endpoints.status, "suspended"), gt(endpointHealth.consecutiveFailures, 0));
  const rows = await tx
    .select({
      tenantId: endpoints.tenantId,
      endpoints: count(),
      failing: sql<number>`(count(*) filter (where ${isFailing}))::int`,
    })
    .from(endpoints)
    .leftJoin(endpointHealth, eq(endpointHealth.endpointId, endpoints.id))
    .where(and(inArray(endpoints.tenantId, [...tenantIds]), ne(endpoints.status, "inactive")))
    .groupBy(endpoints.tenantId);
  return new Map(rows.map(({ tenantId, ...counts }) => [tenantId, counts]));
}
