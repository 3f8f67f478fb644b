import { endedSessions } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";

/** Ends one session for good, wherever its token has been copied to. `expiresAt`: when the token cannot live on anyhow. */
export async function endSignedInSession({ id, expiresAt }: { id: string; expiresAt: Date }): Promise<void> {
  await system().insert(endedSessions).values({ id, expiresAt }).onConflictDoNothing();
}
