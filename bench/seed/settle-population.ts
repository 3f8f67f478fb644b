import type { Database, Tx } from "#db/client.ts";
import { replays } from "#db/schema/delivery.ts";
import { endpointHealth, endpointLanes, endpoints } from "#db/schema/endpoint.ts";
import { eventTypes } from "#db/schema/event.ts";
import { apps, tenants } from "#db/schema/tenant.ts";
import { DEFAULT_APP_SLUG } from "#domain/app/resolve.ts";
import { createSigningSecret } from "#domain/secret/create.ts";
import { createTenantKey } from "#domain/secret/envelope.ts";
import { EVENT_TYPES, type SeedEndpoint, type SeedTenant } from "./population.ts";

/** Writes the tenants with all that their history refers to: apps, event types, endpoints with secrets. */
export async function settlePopulation(db: Database, population: readonly SeedTenant[], since: Date): Promise<void> {
  for (const tenant of population) await db.transaction((tx) => settle(tx, tenant, since));
}

async function settle(tx: Tx, { id, appId, slug, name, endpoints: seeded }: SeedTenant, createdAt: Date) {
  await tx.insert(tenants).values({ id, slug, name, createdAt });
  await createTenantKey(tx, id);
  await tx.insert(apps).values({ id: appId, tenantId: id, slug: DEFAULT_APP_SLUG, name: "Production", createdAt });
  await tx
    .insert(eventTypes)
    .values(EVENT_TYPES.map((type) => ({ tenantId: id, appId, name: type, description: "", createdAt })));
  await tx.insert(endpoints).values(seeded.map((endpoint) => endpointRow(endpoint, createdAt)));
  const own = seeded.map((endpoint) => ({ endpointId: endpoint.id, tenantId: id }));
  await tx.insert(endpointLanes).values(own);
  await tx.insert(endpointHealth).values(own);
  for (const place of own) await createSigningSecret(tx, place);
}

/** A broken receiver's endpoint was paused by hand, so that its deliveries wait for no worker. */
function endpointRow({ id, tenantId, appId, name, url, temper }: SeedEndpoint, createdAt: Date) {
  const state = temper.name === "broken" ? ({ status: "paused", statusReason: "manual" } as const) : {};
  const settings = { timeoutMs: 15_000, maxInFlight: 10, metadata: {}, headerNames: [], description: "" };
  return { id, tenantId, appId, name, url, createdAt, ...settings, ...state };
}

/** The bulk replays that some of the history's replays belong to. */
export async function settleReplays(
  db: Database,
  made: readonly { id: string; tenant: SeedTenant; upToDeliveryId: string; at: Date }[],
): Promise<void> {
  if (made.length === 0) return;
  const rows = made.map(({ id, tenant, upToDeliveryId, at }) => ({
    id,
    tenantId: tenant.id,
    appId: tenant.appId,
    filter: { status: ["failed", "dead_letter"] },
    state: "completed" as const,
    ratePerSecond: 50,
    matched: 100,
    replayed: 100,
    upToDeliveryId,
    createdAt: at,
    completedAt: at,
  }));
  await db.insert(replays).values(rows);
}
