import { eq, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";
import { hashPassword } from "./password.ts";

/** Gives an account a new password and ends all its sessions. */
export async function setPassword(db: Database | Tx, userId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.update(users).set({ passwordHash, sessionsValidFrom: sql`now()` }).where(eq(users.id, userId));
}
