import { and, eq, lte, notExists } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { endedSessions, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";

/** What a session's token says: whose it is (a uuid), since when, and which session of theirs (a uuid). */
export type SessionClaim = { userId: string; issuedAt: Date; sessionId?: string | undefined };
export type Person = { id: string; email: string; name: string; isStaff: boolean };

/** The person behind a session; null when the account is gone or the session was ended from our side. */
export async function personOf({ userId, issuedAt, sessionId }: SessionClaim): Promise<Person | null> {
  const [person] = await system()
    .select({ id: users.id, email: users.email, name: users.name, isStaff: users.isStaff })
    .from(users)
    .where(and(eq(users.id, userId), lte(users.sessionsValidFrom, issuedAt), notEnded(sessionId)))
    .limit(1);
  return person ?? null;
}

function notEnded(sessionId: string | undefined) {
  if (sessionId === undefined) return undefined;
  return notExists(
    system().select({ id: endedSessions.id }).from(endedSessions).where(eq(endedSessions.id, sessionId)),
  );
}

/** The account with an e-mail in its stored form, or null. It may belong to any tenant or to none. */
export async function userByEmail(db: Database | Tx, email: string) {
  const columns = { id: users.id, email: users.email, name: users.name };
  const [user] = await db.select(columns).from(users).where(eq(users.email, email)).limit(1);
  return user ?? null;
}

/** Whether anybody has an account, in whatever tenant. */
export async function hasAccounts(): Promise<boolean> {
  return (await system().select({ id: users.id }).from(users).limit(1)).length > 0;
}

/** Ends one session for good, wherever its token has been copied to. `expiresAt`: when the token cannot live on anyhow. */
export async function endSignedInSession({ id, expiresAt }: { id: string; expiresAt: Date }): Promise<void> {
  await system().insert(endedSessions).values({ id, expiresAt }).onConflictDoNothing();
}
