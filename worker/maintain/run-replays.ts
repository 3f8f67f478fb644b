import type { Database } from "#db/client.ts";
import { formatId } from "#domain/id.ts";
import { log } from "#domain/log.ts";
import { advanceReplay } from "#domain/replay/advance.ts";
import { dueReplays } from "#domain/replay/due.ts";

/** Takes every running bulk replay as far as its pace allows now. Answers how many deliveries that made. */
export async function runReplays(db: Database): Promise<number> {
  let made = 0;
  for (const replay of await dueReplays(db)) {
    try {
      made += await advanceReplay(db, replay);
    } catch (error) {
      // One replay that cannot go on must not hold up the others; it is tried again in the next round.
      log.error({ err: error, replayId: formatId("rpl", replay.id) }, "a replay could not go on");
    }
  }
  return made;
}
