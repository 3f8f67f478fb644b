import type postgres from "postgres";
import { countDeliveriesByStatus } from "#domain/delivery/count-by-status.ts";
import type { DeliveryStatus } from "#domain/delivery/words.ts";
import { getEndpointHealth } from "#domain/endpoint/get-health.ts";
import { createHealthFold } from "#domain/health/fold.ts";
import { getAppHealth } from "#domain/health/get-app.ts";
import { formatId } from "#domain/id.ts";
import type { RunRecord } from "#faults/stage.ts";
import type { World, WorldTenant } from "#faults/world.ts";
import type { Hit } from "#harness/ledger-receiver.ts";
import type { Dashboard, EndpointFigures, Evidence } from "./evidence.ts";
import { readChanges, withPublicIds } from "./journal.ts";

type Sources = { sql: postgres.Sql; world: World; record: RunRecord; hits: readonly Hit[] };

/** Reads all that is left of a run, once, after its workers have stopped. */
export async function gatherEvidence({ sql, world, record, hits }: Sources): Promise<Evidence> {
  // What was recorded last, nobody has folded.
  await createHealthFold(sql)();
  const [events, deliveries, attempts, endpoints] = await Promise.all([
    readEvents(sql),
    readDeliveries(sql),
    readAttempts(sql),
    readEndpoints(sql, world),
  ]);
  return {
    endpoints,
    removal: record.removal,
    posts: record.loads.flatMap(({ posts }) => posts),
    events,
    deliveries,
    attempts,
    ...(await readChanges(sql)),
    hits,
    faults: record.faults,
    dashboards: await readDashboards(world),
  };
}

async function readEvents(sql: postgres.Sql): Promise<Evidence["events"]> {
  const rows = await sql<Evidence["events"][number][]>`
    select id, tenant_id as "tenantId", type, is_synthetic as "isSynthetic", encode(body_sha256, 'hex') as "bodySha256" from events`;
  return rows.map((row) => withPublicIds(row, { id: "evt", tenantId: "tnt" }));
}

async function readDeliveries(sql: postgres.Sql): Promise<Evidence["deliveries"]> {
  const rows = await sql<Evidence["deliveries"][number][]>`
    select id, tenant_id as "tenantId", endpoint_id as "endpointId", event_id as "eventId", status,
      attempt_count as "attemptCount"
    from deliveries`;
  return rows.map((row) => withPublicIds(row, { id: "dlv", tenantId: "tnt", endpointId: "ep", eventId: "evt" }));
}

async function readAttempts(sql: postgres.Sql): Promise<Evidence["attempts"]> {
  const rows = await sql<Evidence["attempts"][number][]>`
    select delivery_id as "deliveryId", endpoint_id as "endpointId", number, error_code as "errorCode",
      response_code as "responseCode"
    from attempts`;
  return rows.map((row) => withPublicIds(row, { deliveryId: "dlv", endpointId: "ep" }));
}

async function readEndpoints(sql: postgres.Sql, world: World): Promise<Evidence["endpoints"]> {
  const rows = await sql<Pick<Evidence["endpoints"][number], "id" | "status" | "statusReason">[]>`
    select id, status, status_reason as "statusReason" from endpoints`;
  const now = new Map(rows.map((row) => [formatId("ep", row.id), row]));
  return world.endpoints.map(({ id, tenant, path, eventTypes, retrySchedule, maxInFlight, isHealthy }) => {
    const row = now.get(id);
    if (!row) throw new Error(`The endpoint ${id} is gone from the database.`);
    const { status, statusReason } = row;
    const tenantId = world.tenants[tenant].publicId;
    return { id, tenantId, path, eventTypes, status, statusReason, retrySchedule, maxInFlight, isHealthy };
  });
}

/** What the pages of each tenant say, through the operations that the pages are made of. */
async function readDashboards(world: World): Promise<Dashboard[]> {
  const dashboards: Dashboard[] = [];
  for (const tenant of Object.values(world.tenants)) {
    const { health } = await getAppHealth({ actor: tenant.actor }, {});
    const mine = world.endpoints.filter((endpoint) => world.tenants[endpoint.tenant] === tenant);
    const endpoints: EndpointFigures[] = [];
    for (const { id } of mine) endpoints.push(await readEndpoint(tenant, id));
    dashboards.push({
      tenantId: tenant.publicId,
      deliveries: health.deliveries,
      successRate: health.successRate,
      backlog: health.backlog,
      byStatus: await readCounts(tenant),
      endpoints,
    });
  }
  return dashboards;
}

async function readEndpoint({ actor }: WorldTenant, id: string): Promise<EndpointFigures> {
  const { health, series } = await getEndpointHealth({ actor }, { id });
  const total = (of: "succeeded" | "failed" | "deadLetter") => series.reduce((sum, point) => sum + point[of], 0);
  return {
    endpointId: id,
    succeeded: total("succeeded"),
    failed: total("failed"),
    deadLetter: total("deadLetter"),
    consecutiveFailures: health.consecutiveFailures,
    hasEverSucceeded: health.lastSuccessAt !== null,
  };
}

async function readCounts({ actor }: WorldTenant): Promise<Map<DeliveryStatus, number>> {
  const { data } = await countDeliveriesByStatus({ actor }, {});
  return new Map(data.map(({ status, count }) => [status, count]));
}
