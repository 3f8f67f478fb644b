import { eq } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";

/** The account with an e-mail in its stored form, or null. It may belong to any tenant or to none. */
export async function userByEmail(
  db: Database | Tx,
  email: string,
): Promise<{ id: string; email: string; name: string } | null> {
  const columns = { id: users.id, email: users.email, name: users.name };
  const [user] = await db.select(columns).from(users).where(eq(users.email, email)).limit(1);
  return user ?? null;
}
