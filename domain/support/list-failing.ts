import { and, asc, desc, eq, gt, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { apps, tenants } from "#db/schema/tenant.ts";
import { recentFigures } from "#domain/health/recent-figures.ts";
import { serializeHealth, serializeLastStatus } from "#domain/health/serialize.ts";
import { formatId } from "#domain/id.ts";
import { accessOf } from "./access.ts";
import { failingReport } from "./schema.ts";
import { staffOperation } from "./staff-operation.ts";

export const listFailing = staffOperation({
  id: "support.failing",
  summary: "List the endpoints of all tenants that fail or are suspended, those that fail longest first",
  input: z.strictObject({}),
  output: failingReport,
  audited: false,
  run: async ({ staff, tx }) => {
    const candidates = await suspects(tx);
    const figures = await recentFigures(
      tx,
      candidates.map(({ id }) => id),
    );
    const access = await accessOf(tx, staff.id);
    const failing = candidates
      .map(({ tenantId, suspensionMinSeconds, row, ...endpoint }) => {
        const facts = { figures: figures.get(endpoint.id), status: endpoint.status, suspensionMinSeconds };
        const { state, consecutiveFailures, failingSince, suspendsAt } = serializeHealth(row, facts);
        const health = { state, consecutiveFailures, failingSince, suspendsAt, lastStatus: serializeLastStatus(row) };
        return { ...endpoint, ...health, id: formatId("ep", endpoint.id), access: access(tenantId) };
      })
      .filter(({ status, state }) => status === "suspended" || state === "failing");
    return { data: failing.slice(0, FAILING_SHOWN_MAX), hasMore: failing.length > FAILING_SHOWN_MAX };
  },
});

/** Those that fail longest are shown. */
const FAILING_SHOWN_MAX = 200;
/** The most endpoints that are looked at: their state is computed, not stored. */
const CANDIDATES_MAX = 1000;

/** Whoever fails has failed last: an endpoint whose last attempt succeeded is at most degraded. */
async function suspects(tx: Tx) {
  return tx
    .select({
      id: endpoints.id,
      name: endpoints.name,
      url: endpoints.url,
      status: endpoints.status,
      statusReason: endpoints.statusReason,
      tenantId: endpoints.tenantId,
      tenant: { slug: tenants.slug, name: tenants.name },
      app: { slug: apps.slug, name: apps.name },
      suspensionMinSeconds: apps.suspensionMinSeconds,
      row: endpointHealth,
    })
    .from(endpoints)
    .innerJoin(apps, eq(apps.id, endpoints.appId))
    .innerJoin(tenants, eq(tenants.id, endpoints.tenantId))
    .leftJoin(endpointHealth, eq(endpointHealth.endpointId, endpoints.id))
    .where(
      and(
        ne(endpoints.status, "inactive"),
        or(eq(endpoints.status, "suspended"), gt(endpointHealth.consecutiveFailures, 0)),
      ),
    )
    .orderBy(
      sql`${endpointHealth.failingSince} asc nulls last`,
      desc(endpointHealth.consecutiveFailures),
      asc(endpoints.id),
    )
    .limit(CANDIDATES_MAX);
}
