import { eq } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenant.ts";
import { DomainError } from "#domain/error.ts";

/** The tenant an operator or staff member names; a slug nobody has is `not_found`. */
export async function tenantBySlug(db: Database | Tx, slug: string): Promise<typeof tenants.$inferSelect> {
  const [tenant] = await db.select().from(tenants).where(eq(tenants.slug, slug)).limit(1);
  if (!tenant) throw new DomainError("not_found", `There is no tenant with the slug ${slug}.`);
  return tenant;
}
