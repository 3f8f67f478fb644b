import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { replays } from "#db/schema/delivery.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import type { AuditFacts } from "#domain/audit/write.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { holdReplay } from "./find.ts";
import type { Replay } from "./schema.ts";
import { serializeReplay } from "./serialize.ts";
import type { ReplayState } from "./words.ts";

type Context = { app: AppContext; tx: Tx; audit: (facts: AuditFacts) => Promise<void> };

/**
 * Takes a replay from one of the states in `from` to `to`; throws `conflict` in any other. Once this is committed the
 * worker makes no further delivery for a replay that is not running: each of its steps asks for the state.
 */
export async function moveReplay(
  { app, tx, audit }: Context,
  id: string,
  { from, to }: { from: readonly ReplayState[]; to: ReplayState },
): Promise<Replay> {
  const before = await holdReplay(tx, app, id);
  if (!from.includes(before.state)) {
    throw new DomainError(
      "conflict",
      `A replay that is ${before.state} can't be ${to === "running" ? "resumed" : to}.`,
    );
  }
  const completedAt = to === "cancelled" ? sql`now()` : null;
  const [after] = await tx.update(replays).set({ state: to, completedAt }).where(eq(replays.id, id)).returning();
  if (!after) throw new Error("The replay that was held is gone.");
  const progress = { replayed: after.replayed, skipped: after.skipped };
  await audit({
    target: { type: "replay", id: formatId("rpl", id) },
    before: { state: before.state },
    after: { state: to, ...progress },
  });
  return serializeReplay(after);
}
