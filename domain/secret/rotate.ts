import { and, count, eq, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { DomainError } from "#domain/error.ts";
import type { SecretOwner } from "./active-secrets.ts";
import { createSigningSecret } from "./create.ts";

/** How many secrets sign at once, the newest included: each adds a signature of some 50 bytes to every message. */
export const ACTIVE_SECRETS_MAX = 10;

/**
 * Makes a new secret the newest. Every older one signs for `graceSeconds` more, or less where its own grace ends
 * before; 0 ends them all at once. A secret that no longer signs is not kept. The caller holds the endpoint's lock.
 */
export async function rotateSigningSecret(
  tx: Tx,
  owner: SecretOwner,
  graceSeconds: number,
): Promise<{ secret: string; previousSecretExpiresAt: Date | null }> {
  const ofEndpoint = eq(signingSecrets.endpointId, owner.endpointId);
  const hasEnded = lte(signingSecrets.expiresAt, sql`now()`);
  await tx.delete(signingSecrets).where(and(ofEndpoint, graceSeconds === 0 ? undefined : hasEnded));
  await refuseMore(tx, owner);
  const expiresAt = await endOlder(tx, owner, graceSeconds);
  return { secret: await createSigningSecret(tx, owner), previousSecretExpiresAt: expiresAt };
}

async function refuseMore(tx: Tx, { endpointId }: SecretOwner): Promise<void> {
  const [row] = await tx
    .select({ signing: count() })
    .from(signingSecrets)
    .where(eq(signingSecrets.endpointId, endpointId));
  if ((row?.signing ?? 0) < ACTIVE_SECRETS_MAX) return;
  throw new DomainError(
    "state_forbids",
    `${ACTIVE_SECRETS_MAX} secrets of this endpoint still sign. Wait for a grace to end, or rotate with graceSeconds 0.`,
  );
}

/** When the newest of the older secrets ends, which is the last of them; null where none is left. */
async function endOlder(tx: Tx, { endpointId }: SecretOwner, graceSeconds: number): Promise<Date | null> {
  const graceEndsAt = sql`now() + make_interval(secs => ${graceSeconds})`;
  const rows = await tx
    .update(signingSecrets)
    .set({ expiresAt: sql`least(${signingSecrets.expiresAt}, ${graceEndsAt})` })
    .where(eq(signingSecrets.endpointId, endpointId))
    .returning({ expiresAt: signingSecrets.expiresAt });
  const ends = rows.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt.getTime()]));
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}
