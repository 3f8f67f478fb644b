import { and, eq, lte, notExists } from "drizzle-orm";
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
