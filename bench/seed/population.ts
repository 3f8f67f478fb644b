import type { Database, Tx } from "#db/client.ts";
import { replays } from "#db/schema/delivery.ts";
import { endpointHealth, endpointLanes, endpoints } from "#db/schema/endpoint.ts";
import { eventTypes } from "#db/schema/event.ts";
import { apps, tenants } from "#db/schema/tenant.ts";
import { DEFAULT_APP_SLUG } from "#domain/app/words.ts";
import { createSigningSecret } from "#domain/secret/create.ts";
import { createTenantKey } from "#domain/secret/envelope.ts";
import { createIdMaker, weighted } from "./random.ts";

/** How well a receiver behaves: the chance that a first and that a later attempt succeeds, and how long answers take. */
export type Temper = { name: string; first: number; later: number; medianMs: number };

export type SeedEndpoint = {
  id: string;
  tenantId: string;
  appId: string;
  name: string;
  url: string;
  temper: Temper;
  successCode: number;
  maxAttempts: number;
};

export type SeedTenant = {
  id: string;
  appId: string;
  slug: string;
  name: string;
  /** Its share of all events, and the types it sends, by how often. */
  weight: number;
  pickType: (share: number) => string;
  endpoints: readonly SeedEndpoint[];
};

/** The words that a tenant's event types are made of, the frequent ones first. */
export const EVENT_TYPES = [
  "order.created",
  "order.paid",
  "invoice.sent",
  "shipment.updated",
  "customer.updated",
  "order.shipped",
  "invoice.paid",
  "payment.failed",
  "customer.created",
  "cart.abandoned",
  "refund.issued",
  "subscription.renewed",
  "subscription.cancelled",
  "price.changed",
  "stock.low",
  "review.posted",
  "account.verified",
  "dispute.opened",
  "account.closed",
  "audit.exported",
] as const;

/** So seldom that a filter on it has to look far back. */
export const RARE_EVENT_TYPE = "account.closed";

const TENANTS = 40;
const ENDPOINTS_OF_LARGEST = 60;

/** Tenants as they are found together: one has a third of the traffic, most have next to none. */
export function makePopulation(random: () => number, since: Date): SeedTenant[] {
  const newId = createIdMaker(random);
  const bornMs = since.getTime() - 86_400_000;
  return Array.from({ length: TENANTS }, (_, rank) => {
    const id = newId(bornMs + rank);
    const appId = newId(bornMs + rank);
    const slug = `tenant-${String(rank + 1).padStart(2, "0")}`;
    const count = Math.max(1, Math.round(ENDPOINTS_OF_LARGEST / (rank + 1) ** 0.9));
    const endpoints = Array.from({ length: count }, (_, number) => {
      const at = { newId: () => newId(bornMs + rank), random, number };
      return makeEndpoint({ tenantId: id, appId, slug }, at);
    });
    return {
      id,
      appId,
      slug,
      name: `Tenant ${rank + 1}`,
      weight: 1 / (rank + 1) ** 1.3,
      pickType: typesOf(rank),
      endpoints,
    };
  });
}

const GOOD: Temper = { name: "good", first: 0.995, later: 0.9, medianMs: 60 };
const FLAKY: Temper = { name: "flaky", first: 0.85, later: 0.7, medianMs: 140 };
const SLOW: Temper = { name: "slow", first: 0.97, later: 0.8, medianMs: 1900 };
const BROKEN: Temper = { name: "broken", first: 0.02, later: 0.02, medianMs: 400 };

const pickTemper = weighted([
  [GOOD, 82],
  [FLAKY, 10],
  [SLOW, 6],
  [BROKEN, 2],
]);
const pickSuccessCode = weighted([
  [200, 80],
  [204, 12],
  [202, 5],
  [201, 3],
]);
const pickMaxAttempts = weighted([
  [10, 80],
  [5, 15],
  [1, 5],
]);

function makeEndpoint(
  { tenantId, appId, slug }: { tenantId: string; appId: string; slug: string },
  { newId, random, number }: { newId: () => string; random: () => number; number: number },
): SeedEndpoint {
  const temper = pickTemper(random());
  const url = `https://hooks-${number + 1}.${slug}.example.com/webhooks`;
  const rest = { successCode: pickSuccessCode(random()), maxAttempts: pickMaxAttempts(random()) };
  return { id: newId(), tenantId, appId, name: `${temper.name} ${number + 1}`, url, temper, ...rest };
}

/** Zipf over the catalogue, each tenant starting elsewhere in it; the last few are rare for everybody. */
function typesOf(rank: number): (share: number) => string {
  const common = EVENT_TYPES.slice(0, -3);
  const turned = common.map((_, at) => common[(at + rank * 5) % common.length] ?? "order.created");
  return weighted<string>([
    ...turned.map((type, at) => [type, 1 / (at + 1)] as const),
    ["dispute.opened", 0.003],
    [RARE_EVENT_TYPE, 0.0003],
    ["audit.exported", 0.0001],
  ]);
}

/** Writes the tenants with all that their history refers to: apps, event types, endpoints with secrets. */
export async function insertPopulation(db: Database, population: readonly SeedTenant[], since: Date): Promise<void> {
  for (const tenant of population) await db.transaction((tx) => insertTenant(tx, tenant, since));
}

async function insertTenant(tx: Tx, { id, appId, slug, name, endpoints: seeded }: SeedTenant, createdAt: Date) {
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
export async function insertReplays(
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
