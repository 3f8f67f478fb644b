import type { Database, Tx } from "#db/client.ts";
import { apps, tenants } from "#db/schema/tenant.ts";
import { DEFAULT_APP_SLUG } from "#domain/app/words.ts";
import { DomainError } from "#domain/error.ts";
import { newId } from "#domain/new-id.ts";
import { createTenantKey } from "#domain/secret/envelope.ts";

/** A tenant as it was made; the ids are uuids. */
export type NewTenant = { id: string; slug: string; name: string; appId: string };

/** Makes a tenant with its data key and its app `production`: all or nothing. A slug that is taken is a conflict. */
export async function createTenant(db: Database | Tx, { slug, name }: { slug: string; name: string }) {
  return db.transaction(async (tx) => {
    const id = newId();
    const made = await tx
      .insert(tenants)
      .values({ id, slug, name })
      .onConflictDoNothing()
      .returning({ id: tenants.id });
    if (made.length === 0) throw new DomainError("conflict", `There is a tenant with the slug ${slug} already.`);
    await createTenantKey(tx, id);
    const appId = newId();
    await tx.insert(apps).values({ id: appId, tenantId: id, slug: DEFAULT_APP_SLUG, name: "Production" });
    return { id, slug, name, appId };
  });
}
