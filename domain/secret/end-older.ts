import { and, eq, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { signingSecrets } from "#db/schema/endpoint.ts";
import type { sourceSecrets } from "#db/schema/source.ts";
import { DomainError } from "#domain/error.ts";

/** A kind of secrets: `owner` is the column that says whose they are, `max` how many are good at once, the newest too. */
type Older = {
  table: typeof signingSecrets | typeof sourceSecrets;
  owner: typeof signingSecrets.endpointId | typeof sourceSecrets.sourceId;
  max: number;
  /** What is said where there are so many: `secrets of this endpoint still sign`. */
  tooMany: string;
};

/**
 * Gives every secret of an owner `graceSeconds` more, or less where its own grace ends before; 0 ends them at once. A
 * secret that has ended is not kept. Answers when the last of them ends, null where none is left. The caller holds the
 * owner's row.
 */
export async function endOlderSecrets(
  tx: Tx,
  { id, graceSeconds }: { id: string; graceSeconds: number },
  { table, owner, max, tooMany }: Older,
): Promise<Date | null> {
  const theirs = eq(owner, id);
  await tx.delete(table).where(and(theirs, graceSeconds === 0 ? undefined : lte(table.expiresAt, sql`now()`)));
  if ((await tx.$count(table, theirs)) >= max)
    throw new DomainError(
      "state_forbids",
      `${max} ${tooMany}. Wait for a grace to end, or rotate with graceSeconds 0.`,
    );
  const rows = await tx
    .update(table)
    .set({ expiresAt: sql`least(${table.expiresAt}, now() + make_interval(secs => ${graceSeconds}))` })
    .where(theirs)
    .returning({ expiresAt: table.expiresAt });
  const ends = rows.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt.getTime()]));
  return ends.length === 0 ? null : new Date(Math.max(...ends));
}
