import { countDeliveriesByStatus } from "#domain/delivery/count-by-status.ts";
import type { DeliveryStatus } from "#domain/delivery/words.ts";
import { getEndpointHealth } from "#domain/endpoint/get-health.ts";
import { getAppHealth } from "#domain/health/get-app.ts";
import type { World, WorldTenant } from "#faults/world/make-world.ts";
import type { Dashboard, EndpointFigures } from "./evidence.ts";

/** What the pages of each tenant say, through the operations that the pages are made of. */
export async function readDashboards(world: World): Promise<Dashboard[]> {
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
