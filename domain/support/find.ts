import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts, deliveries, replays } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { events } from "#db/schema/event.ts";
import { sources } from "#db/schema/source.ts";
import { apiKeys, apps, memberships, tenants, users } from "#db/schema/tenant.ts";
import { notPurged } from "#domain/delivery/filter.ts";
import { formatId, type IdPrefix, idInside, parseAnyId } from "#domain/id.ts";
import { accessOf } from "./access.ts";
import { firstApps } from "./first-app.ts";
import { type Finding, findInput, findings } from "./schema.ts";
import { staffOperation } from "./staff-operation.ts";

/** The id may stand anywhere in what was pasted: in a log line, an address, a header. */
export const findAnywhere = staffOperation({
  id: "support.find",
  summary: "Find what an id names, and in which tenant",
  input: findInput,
  output: findings,
  audited: false,
  run: async ({ staff, tx }, { text }) => {
    const id = parseAnyId(idInside(text)?.id ?? "");
    if (!id) return { id: null, data: [] };
    const hits = await lookUp(tx, id);
    const tenantIds = hits.map(({ tenantId }) => tenantId);
    const [access, names, appSlugs, firstApp] = [
      await accessOf(tx, staff.id),
      await tenantNames(tx, tenantIds),
      await appSlugsOf(tx, tenantIds),
      await firstApps(tx, tenantIds),
    ];
    const data = hits.flatMap(({ tenantId, appId, ...hit }) => {
      const tenant = names.get(tenantId);
      const app = (appId === null ? undefined : appSlugs.get(appId)) ?? firstApp.get(tenantId) ?? null;
      return tenant ? [{ id: formatId(id.prefix, id.uuid), ...hit, tenant, app, access: access(tenantId) }] : [];
    });
    return { id: formatId(id.prefix, id.uuid), data };
  },
});

async function tenantNames(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { slug: string; name: string }>();
  const rows = await tx
    .select({ id: tenants.id, slug: tenants.slug, name: tenants.name })
    .from(tenants)
    .where(inArray(tenants.id, [...ids]));
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

async function appSlugsOf(tx: Tx, tenantIds: readonly string[]) {
  if (tenantIds.length === 0) return new Map<string, string>();
  const rows = await tx
    .select({ id: apps.id, slug: apps.slug })
    .from(apps)
    .where(inArray(apps.tenantId, [...tenantIds]));
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

/** What an id names, in which tenant and app; `page` is the address under the app that shows it. */
type Hit = Pick<Finding, "noun" | "title" | "page"> & { tenantId: string; appId: string | null };

/** Everything of that id, across all tenants: one row at most, but a person may belong to several tenants. */
async function lookUp(tx: Tx, { prefix, uuid }: { prefix: IdPrefix; uuid: string }): Promise<Hit[]> {
  return LOOK_UPS[prefix](tx, uuid, formatId(prefix, uuid));
}

/** A person of more tenants than this is shown with the first ones. */
const TENANTS_MAX = 50;

const LOOK_UPS: Record<IdPrefix, (tx: Tx, uuid: string, id: string) => Promise<Hit[]>> = {
  tnt: async (tx, uuid) => {
    const rows = await tx
      .select({ tenantId: tenants.id, title: tenants.name })
      .from(tenants)
      .where(eq(tenants.id, uuid));
    return rows.map((row) => ({ ...row, noun: "tenant", appId: null, page: ["overview"] }));
  },
  app: async (tx, uuid) => {
    const app = { tenantId: apps.tenantId, appId: apps.id, title: apps.name };
    const rows = await tx.select(app).from(apps).where(eq(apps.id, uuid));
    return rows.map((row) => ({ ...row, noun: "app", page: ["overview"] }));
  },
  usr: async (tx, uuid) => {
    const rows = await tx
      .select({ tenantId: memberships.tenantId, title: users.email })
      .from(users)
      .innerJoin(memberships, eq(memberships.userId, users.id))
      .where(eq(users.id, uuid))
      .orderBy(asc(memberships.createdAt))
      .limit(TENANTS_MAX);
    return rows.map((row) => ({ ...row, noun: "person", appId: null, page: ["audit"] }));
  },
  key: async (tx, uuid) => {
    const key = { tenantId: apiKeys.tenantId, appId: apiKeys.appId, title: apiKeys.name };
    const rows = await tx.select(key).from(apiKeys).where(eq(apiKeys.id, uuid));
    return rows.map((row) => ({ ...row, noun: "API key", page: ["api-keys"] }));
  },
  ep: async (tx, uuid, id) => {
    const endpoint = {
      tenantId: endpoints.tenantId,
      appId: endpoints.appId,
      name: endpoints.name,
      url: endpoints.url,
    };
    const rows = await tx
      .select(endpoint)
      .from(endpoints)
      .where(and(eq(endpoints.id, uuid), NOT_REMOVED));
    return rows.map(({ name, url, ...row }) => ({
      ...row,
      noun: "endpoint",
      title: name || url,
      page: ["endpoints", id],
    }));
  },
  evt: async (tx, uuid, id) => {
    const event = { tenantId: events.tenantId, appId: events.appId, title: events.type };
    const rows = await tx.select(event).from(events).where(eq(events.id, uuid));
    return rows.map((row) => ({ ...row, noun: "event", page: ["events", id] }));
  },
  dlv: async (tx, uuid, id) => {
    const rows = await tx
      .select(DELIVERY)
      .from(deliveries)
      .where(and(eq(deliveries.id, uuid), NOT_PURGED));
    return rows.map(({ type, status, ...row }) => ({
      ...row,
      noun: "delivery",
      title: deliveryTitle(type, status),
      page: ["deliveries", id],
    }));
  },
  att: async (tx, uuid) => {
    const rows = await tx
      .select({ ...DELIVERY, deliveryId: deliveries.id, number: attempts.number })
      .from(attempts)
      .innerJoin(deliveries, eq(deliveries.id, attempts.deliveryId))
      .where(and(eq(attempts.id, uuid), NOT_PURGED));
    return rows.map(({ type, status, deliveryId, number, ...row }) => ({
      ...row,
      noun: "attempt",
      title: `Attempt ${number} of ${deliveryTitle(type, status)}`,
      page: ["deliveries", formatId("dlv", deliveryId)],
    }));
  },
  src: async (tx, uuid, id) => {
    const source = { tenantId: sources.tenantId, appId: sources.appId, title: sources.name };
    const rows = await tx.select(source).from(sources).where(eq(sources.id, uuid));
    return rows.map((row) => ({ ...row, noun: "source", page: ["sources", id] }));
  },
  rpl: async (tx, uuid) => {
    const replay = { tenantId: replays.tenantId, appId: replays.appId, title: replays.state };
    const rows = await tx.select(replay).from(replays).where(eq(replays.id, uuid));
    return rows.map((row) => ({ ...row, noun: "replay", page: ["deliveries"] }));
  },
  aud: async (tx, uuid) => {
    const entry = { tenantId: auditEntries.tenantId, appId: auditEntries.appId, title: auditEntries.action };
    const rows = await tx.select(entry).from(auditEntries).where(eq(auditEntries.id, uuid));
    return rows.map((row) => ({ ...row, noun: "audit entry", page: ["audit"] }));
  },
};

const DELIVERY = {
  tenantId: deliveries.tenantId,
  appId: deliveries.appId,
  type: deliveries.eventType,
  status: deliveries.status,
};

const NOT_PURGED = notPurged({ hasPurges: true });
const NOT_REMOVED = sql`not exists (
  select from history_purges p where p.endpoint_id = ${endpoints.id} and p.is_permanent)`;

function deliveryTitle(type: string, status: string): string {
  return `${type}, ${status.replaceAll("_", " ")}`;
}
