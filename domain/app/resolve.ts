import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apps } from "#db/schema/tenant.ts";
import type { Actor } from "#domain/call/actor.ts";
import { notFound } from "#domain/error.ts";
import { parseId } from "#domain/id.ts";
import { slug } from "./schema.ts";
import { DEFAULT_APP_SLUG } from "./words.ts";

/** The app an operation works in, and whether its tenant has histories that are hidden until they are removed. */
export type AppContext = typeof apps.$inferSelect & { hasPurges: boolean };

/** The app that `reference` (an id or a slug) names, else the key's own app, else the tenant's `production`. */
export async function resolveApp(tx: Tx, actor: Actor, reference: string | undefined): Promise<AppContext> {
  const named = appNamed(reference, actor);
  const [app] = await tx
    .select({ ...getTableColumns(apps), hasPurges })
    .from(apps)
    .where(and(eq(apps.tenantId, actor.tenantId), named))
    .limit(1);
  if (!app || (actor.appId !== null && app.id !== actor.appId)) throw notFound("app");
  return app;
}

/** Text, because the query builder would leave a lone table's name out of its columns'. */
const hasPurges = sql<boolean>`exists (select from history_purges p where p.tenant_id = apps.tenant_id)`;

/** Held until the transaction ends, so that two who add something to the app at once cannot both be the last that fits. */
export async function holdApp(tx: Tx, id: string): Promise<void> {
  await tx.select({ id: apps.id }).from(apps).where(eq(apps.id, id)).for("no key update");
}

function appNamed(reference: string | undefined, actor: Actor) {
  if (reference === undefined) return actor.appId ? eq(apps.id, actor.appId) : eq(apps.slug, DEFAULT_APP_SLUG);
  const id = parseId("app", reference);
  if (id) return eq(apps.id, id);
  if (!slug.safeParse(reference).success) throw notFound("app");
  return eq(apps.slug, reference);
}
