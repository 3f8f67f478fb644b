import { and, eq, lte } from "drizzle-orm";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";

/** What a session's token says: whose it is (a uuid) and since when. */
export type SessionClaim = { userId: string; issuedAt: Date };
export type Person = { id: string; email: string; name: string; isStaff: boolean };

/** The person behind a session; null when the account is gone or the session was ended from our side. */
export async function personOf({ userId, issuedAt }: SessionClaim): Promise<Person | null> {
  const [person] = await system()
    .select({ id: users.id, email: users.email, name: users.name, isStaff: users.isStaff })
    .from(users)
    .where(and(eq(users.id, userId), lte(users.sessionsValidFrom, issuedAt)))
    .limit(1);
  return person ?? null;
}
