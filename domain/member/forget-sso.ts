import { eq, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";

/**
 * Forgets who an account is at the single sign-on provider and ends its sessions; the next one to come with its verified
 * e-mail becomes its owner. For when the provider was changed, or knows the person anew.
 */
export async function forgetSso(db: Database | Tx, userId: string): Promise<void> {
  await db
    .update(users)
    .set({ ssoIssuer: null, ssoSubject: null, sessionsValidFrom: sql`now()` })
    .where(eq(users.id, userId));
}
