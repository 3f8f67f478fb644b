import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apps, tenants } from "#db/schema/tenant.ts";
import { formatId, ID_PREFIXES, parseAnyId } from "#domain/id.ts";
import { accessOf } from "./access.ts";
import { firstApps } from "./first-app.ts";
import { lookUp } from "./look-up.ts";
import { findInput, findings } from "./schema.ts";
import { staffOperation } from "./staff-operation.ts";

/** The id may stand anywhere in what was pasted: in a log line, an address, a header. */
export const findAnywhere = staffOperation({
  id: "support.find",
  summary: "Find what an id names, and in which tenant",
  input: findInput,
  output: findings,
  audited: false,
  run: async ({ staff, tx }, { text }) => {
    const id = idInside(text);
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

const ID = new RegExp(`\\b(?:${ID_PREFIXES.join("|")})_[0-7][0-9a-hjkmnp-tv-z]{25}\\b`);

function idInside(text: string) {
  const found = ID.exec(text)?.[0];
  return found === undefined ? null : parseAnyId(found);
}

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
