import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { historyPurges } from "#db/schema/endpoint.ts";
import { CANCEL_STEP, cancelWaiting } from "#domain/delivery/cancel-waiting.ts";
import { stepsThroughQueue } from "#domain/delivery/queue-stretch.ts";
import { deleteHistory } from "#domain/endpoint/delete-history.ts";
import { log } from "#domain/log.ts";

/** Work that is under way by its name, and the rows that each of its steps took away; null: it broke. */
type Works = Map<string, AsyncGenerator<number> | null>;

/**
 * Finishes what deletes and purges have begun: cancels what still waits for a deleted endpoint, and removes hidden
 * histories. One step of each in turn, and after each a rest for everybody else, twice as long as it took, and no less
 * than `restMs`. Ends when nothing is left, or at the signal; whoever comes next goes on. Answers how many rows that were.
 */
export async function finishDeletes(
  db: Database,
  { signal, restMs = REST_MS }: { signal?: AbortSignal; restMs?: number } = {},
): Promise<number> {
  const works: Works = new Map();
  let rows = 0;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  for (let open = openOf(works); !signal?.aborted; open = openOf(works)) {
    if (open.length === 0 || performance.now() - lookedAtMs > LOOK_MS) {
      await findWork(db, works);
      lookedAtMs = performance.now();
      open = openOf(works);
    }
    if (open.length === 0) break;
    for (const [name, steps] of open) {
      if (signal?.aborted) break;
      const startedMs = performance.now();
      rows += await oneStep(works, name, steps);
      await wait(Math.max(restMs, 2 * (performance.now() - startedMs)));
    }
  }
  if (rows > 0) log.info({ duty: "finish deletes", rows }, "what was deleted or purged is removed");
  return rows;
}

const REST_MS = 25;
/** How often new work is looked for beside the old. */
const LOOK_MS = 500;

function openOf(works: Works): [string, AsyncGenerator<number>][] {
  const open: [string, AsyncGenerator<number>][] = [];
  for (const [name, steps] of works) if (steps !== null) open.push([name, steps]);
  return open;
}

/** Work that breaks must not hold up the rest; the next round tries again. */
async function oneStep(works: Works, name: string, steps: AsyncGenerator<number>): Promise<number> {
  try {
    const step = await steps.next();
    if (!step.done) return step.value;
    works.delete(name);
  } catch (error) {
    log.error({ err: error, duty: "finish deletes" }, "a delete or purge could not go on");
    works.set(name, null);
  }
  return 0;
}

/** Adds what has come since the last look. */
async function findWork(db: Database, works: Works): Promise<void> {
  for (const purge of await db.select().from(historyPurges)) {
    const name = `${purge.endpointId} ${purge.purgedAt.toISOString()} ${purge.isPermanent}`;
    if (!works.has(name)) works.set(name, deleteHistory(db, purge));
  }
  for (const id of await orphaned(db)) if (!works.has(id)) works.set(id, cancelOrphans(db, id));
}

/**
 * Deleted endpoints for which something still waits: it came in, or its attempt was under way, while they were deleted. One
 * look into the queue for each: as a join it would be read whole.
 */
async function orphaned(db: Database): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select e.id from endpoints e
    cross join lateral (
      select from deliveries_live d where d.endpoint_id = e.id and d.status in ('pending', 'retrying') limit 1
    ) waiting
    where e.status = 'inactive'
      and not exists (select from history_purges p where p.endpoint_id = e.id and p.is_permanent)`);
  return rows.map(({ id }) => id);
}

function cancelOrphans(db: Database, endpointId: string) {
  return stepsThroughQueue(endpointId, { size: CANCEL_STEP, step: (stretch) => cancelWaiting(db, stretch) });
}
