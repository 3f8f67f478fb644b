import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { endpointHealth } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { recentFigures } from "#domain/health/recent-figures.ts";
import { secretSummaries } from "#domain/secret/active-secrets.ts";
import type { EndpointRow } from "./find.ts";
import type { Endpoint } from "./schema.ts";
import { serializeEndpoint } from "./serialize.ts";

/** Endpoints of an app as the wire shows them, in the order given: three queries for any number. */
export async function presentEndpoints(tx: Tx, app: AppContext, rows: readonly EndpointRow[]): Promise<Endpoint[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const healthRows = await tx.select().from(endpointHealth).where(inArray(endpointHealth.endpointId, ids));
  const health = new Map(healthRows.map((row) => [row.endpointId, row]));
  const figures = await recentFigures(tx, ids);
  const secrets = await secretSummaries(tx, ids);
  return rows.map((row) =>
    serializeEndpoint(row, {
      health: health.get(row.id) ?? null,
      figures: figures.get(row.id),
      secrets: secrets.get(row.id),
      suspensionMinSeconds: app.suspensionMinSeconds,
    }),
  );
}

/** One endpoint as the wire shows it. */
export async function presentEndpoint(tx: Tx, app: AppContext, row: EndpointRow): Promise<Endpoint> {
  const [endpoint] = await presentEndpoints(tx, app, [row]);
  if (!endpoint) throw new Error("An endpoint went in and none came out.");
  return endpoint;
}
