import type { replays } from "#db/schema/delivery.ts";
import { formatId } from "#domain/id.ts";
import { type Replay, replay } from "./schema.ts";

export type ReplayRow = typeof replays.$inferSelect;

/** A replay as the wire shows it. */
export function serializeReplay(row: ReplayRow): Replay {
  return {
    object: "replay",
    id: formatId("rpl", row.id),
    filter: replay.shape.filter.parse(row.filter),
    state: row.state,
    matched: row.matched,
    replayed: row.replayed,
    skipped: row.skipped,
    ratePerSecond: row.ratePerSecond,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}
