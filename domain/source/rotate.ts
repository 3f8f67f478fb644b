import { and, count, eq, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sourceSecrets } from "#db/schema/source.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { findSource, holdSource } from "./find.ts";
import { rotatedSourceSecret, rotateSourceInput } from "./schema.ts";
import { makeSourceSecret, sourceSecretSummaries, storeSourceSecret } from "./secret.ts";

export const rotateSource = operation({
  id: "source.rotate",
  summary: "Give a source a new secret",
  description:
    "The answer holds the new secret, this once. The old one is good for `graceSeconds` more (a day when left out); 0 " +
    "ends every older secret within a second. The URL stays.",
  permission: "manage_webhooks",
  scope: "app",
  input: rotateSourceInput,
  output: rotatedSourceSecret,
  audited: true,
  idempotent: true,
  refusals: ["state_forbids"],
  // A token's slow hash holds up no transaction.
  outside: async ({ app, inTenant }, { id, verification }) => {
    const known = await inTenant(async (tx) => ({
      kind: (await findSource(tx, app, id)).verificationKind,
      taken: (await sourceSecretSummaries(tx, [id])).get(id)?.last4,
    }));
    return makeSourceSecret(known.kind, { own: verification.secret, ...known });
  },
  run: async ({ app, tx, audit, outside: made }, { id, graceSeconds }) => {
    await holdSource(tx, app, id);
    const before = (await sourceSecretSummaries(tx, [id])).get(id);
    const owner = { tenantId: app.tenantId, sourceId: id };
    const previousSecretExpiresAt = (await endOlderSecrets(tx, id, graceSeconds))?.toISOString() ?? null;
    await storeSourceSecret(tx, owner, made);
    await audit({
      target: { type: "source", id: formatId("src", id) },
      before: { secretLast4: before?.last4[0] ?? null },
      after: { secretLast4: made.last4, graceSeconds, previousSecretExpiresAt },
    });
    return { secret: made.secret, previousSecretExpiresAt };
  },
});

/** How many secrets a source goes by at once, the newest included: a request may have to be tried with each. */
export const SOURCE_SECRETS_MAX = 5;

/**
 * Gives every secret of a source `graceSeconds` more, or less where its own grace ends before; 0 ends them at once. A
 * secret that has ended is not kept. Answers when the last of them ends, null where none is left. The caller holds the
 * source.
 */
async function endOlderSecrets(tx: Tx, sourceId: string, graceSeconds: number): Promise<Date | null> {
  const ofSource = eq(sourceSecrets.sourceId, sourceId);
  const hasEnded = lte(sourceSecrets.expiresAt, sql`now()`);
  await tx.delete(sourceSecrets).where(and(ofSource, graceSeconds === 0 ? undefined : hasEnded));
  await refuseMore(tx, sourceId);
  const graceEndsAt = sql`now() + make_interval(secs => ${graceSeconds})`;
  const rows = await tx
    .update(sourceSecrets)
    .set({ expiresAt: sql`least(${sourceSecrets.expiresAt}, ${graceEndsAt})` })
    .where(ofSource)
    .returning({ expiresAt: sourceSecrets.expiresAt });
  const ends = rows.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt.getTime()]));
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}

async function refuseMore(tx: Tx, sourceId: string): Promise<void> {
  const [row] = await tx.select({ active: count() }).from(sourceSecrets).where(eq(sourceSecrets.sourceId, sourceId));
  if ((row?.active ?? 0) < SOURCE_SECRETS_MAX) return;
  throw new DomainError(
    "state_forbids",
    `${SOURCE_SECRETS_MAX} secrets of this source are still good. Wait for a grace to end, or rotate with graceSeconds 0.`,
  );
}
