import { and, desc, eq, gt, ne, or, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import { formatId } from "#domain/id.ts";
import { recentFigures } from "./recent-figures.ts";
import type { FailingEndpoint } from "./schema.ts";
import { serializeHealth, serializeLastStatus } from "./serialize.ts";
import { FAILING_SHOWN_MAX } from "./words.ts";

/** The most endpoints that are looked at, worst first: as many as an app may have. */
const CANDIDATES_MAX = 1000;

/** What an app's endpoints are judged by. */
export type FailingScope = { tenantId: string; id: string; suspensionMinSeconds: number };

/** An app's endpoints that need somebody: suspended by Posthouse, or failing now; the longest streaks first. */
export async function failingEndpoints(tx: Tx, app: FailingScope): Promise<FailingEndpoint[]> {
  const candidates = await suspects(tx, app);
  const figures = await recentFigures(
    tx,
    candidates.map(({ id }) => id),
  );
  return candidates
    .map(({ id, name, url, status, statusReason, row }) => {
      const facts = { figures: figures.get(id), status, suspensionMinSeconds: app.suspensionMinSeconds };
      const { state, successRate24h, consecutiveFailures, failingSince, suspendsAt } = serializeHealth(row, facts);
      const health = { state, successRate24h, consecutiveFailures, failingSince, suspendsAt };
      const named = { id: formatId("ep", id), name, url, status, statusReason };
      return { ...named, ...health, lastStatus: serializeLastStatus(row) };
    })
    .filter(({ status, state }) => status === "suspended" || state === "failing")
    .slice(0, FAILING_SHOWN_MAX);
}

/** Whoever fails has failed last: an endpoint whose last attempt succeeded is at most degraded. */
async function suspects(tx: Tx, { tenantId, id }: FailingScope) {
  return tx
    .select({
      id: endpoints.id,
      name: endpoints.name,
      url: endpoints.url,
      status: endpoints.status,
      statusReason: endpoints.statusReason,
      row: endpointHealth,
    })
    .from(endpoints)
    .leftJoin(endpointHealth, eq(endpointHealth.endpointId, endpoints.id))
    .where(
      and(
        eq(endpoints.tenantId, tenantId),
        eq(endpoints.appId, id),
        ne(endpoints.status, "inactive"),
        or(eq(endpoints.status, "suspended"), gt(endpointHealth.consecutiveFailures, 0)),
      ),
    )
    .orderBy(sql`coalesce(${endpointHealth.consecutiveFailures}, 0) desc`, desc(endpoints.id))
    .limit(CANDIDATES_MAX);
}
