import { and, eq, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { deliveriesLive } from "#db/schema/delivery.ts";
import { endpoints, historyPurges } from "#db/schema/endpoint.ts";
import { CANCEL_STEP, cancelWaiting } from "#domain/delivery/cancel-waiting.ts";
import { afterStretch, type QueueStretch, stepsThroughQueue, stretchOf } from "#domain/delivery/queue-stretch.ts";
import { notifyDue } from "#domain/delivery/wake.ts";
import { idFloor, idFloorAfter } from "#domain/id.ts";

/** A history that is hidden, and how much of it is to go. */
export type HistoryPurge = typeof historyPurges.$inferSelect;

/** Deliveries that one step looks at: it holds what it deletes, which nobody else wants, for some 15 ms. */
export const DELETE_STEP = 500;

/**
 * Removes what a purge or a permanent delete has hidden, step by step; yields how many rows each took away. Every step is a
 * transaction of its own. Where it breaks off, whoever begins anew goes on with what is left.
 */
export async function* deleteHistory(db: Database, purge: HistoryPurge): AsyncGenerator<number> {
  if (purge.isPermanent) yield* deleteQueue(db, purge);
  else if (purge.isCancelling) yield* cancelQueue(db, purge);
  yield* deleteEnded(db, purge);
  if (purge.isPermanent) yield* deleteRollups(db, purge);
  yield await (purge.isPermanent ? deleteEndpointRow(db, purge) : endPurge(db, purge));
}

/** What waits, and what is being sent: its result finds nothing any more, and is dropped. */
function deleteQueue(db: Database, { endpointId }: HistoryPurge) {
  return stepsThroughQueue(endpointId, {
    size: DELETE_STEP,
    step: (stretch) => byIndex(db, (tx) => deleteSome(tx, stretch)),
  });
}

async function deleteSome(tx: Tx, stretch: QueueStretch) {
  const rows = await tx.execute<Found>(sql`
    select id, attempt_count as attempts, (extract(epoch from next_attempt_at) * 1000)::float8 as "atMs"
    from deliveries_live where ${stretchOf(stretch)}
    order by next_attempt_at limit ${DELETE_STEP} for update skip locked`);
  await deleteAttempts(tx, rows, null);
  await tx.execute(sql`delete from deliveries_live where id = any(${idsOf(rows)}::uuid[])`);
  return { count: rows.length, next: afterStretch(stretch, rows.at(-1)?.atMs ?? null) };
}

/** `atMs`: when it is due, or when it ended. */
type Found = { id: string; attempts: number; atMs: number };

/**
 * Cancels what waited when the endpoint was purged: first attempts that were due by then, and retries whose last attempt
 * had ended. What was being sent goes on, and so does what came later.
 */
async function* cancelQueue(db: Database, { endpointId, purgedAt }: HistoryPurge): AsyncGenerator<number> {
  const purged = purgedAt.toISOString();
  const hadWaited = sql`case when is_retry
    then last_attempt_at + make_interval(secs => coalesce(duration_ms, 0) / 1000.0) < ${purged}::timestamptz
    else next_attempt_at < ${purged}::timestamptz end`;
  yield* stepsThroughQueue(endpointId, {
    size: CANCEL_STEP,
    step: (stretch) => byIndex(db, (tx) => cancelWaiting(tx, stretch, hadWaited)),
  });
  await db
    .update(historyPurges)
    .set({ isCancelling: false })
    .where(and(eq(historyPurges.endpointId, endpointId), eq(historyPurges.purgedAt, purgedAt)));
  await notifyDue(db, [endpointId]);
}

/** The newest first, which pages begin with. A step looks at so many, whether they go or stay. */
async function* deleteEnded(db: Database, purge: HistoryPurge): AsyncGenerator<number> {
  let below = ABOVE_ALL;
  for (let looked = DELETE_STEP; looked === DELETE_STEP; ) {
    const step = await byIndex(db, (tx) => deleteEndedBelow(tx, purge, below));
    ({ looked, below } = step);
    yield step.deleted;
  }
}

const ABOVE_ALL = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Needs the indexes deliveries_endpoint and attempts_delivery. */
async function deleteEndedBelow(tx: Tx, { endpointId, tenantId, purgedAt, isPermanent }: HistoryPurge, below: string) {
  const rows = await tx.execute<Found & { goes: boolean }>(sql`
    select id, attempt_count as attempts, (extract(epoch from coalesce(completed_at, now())) * 1000)::float8 as "atMs",
      ${isPermanent} or completed_at < ${purgedAt.toISOString()}::timestamptz as goes
    from deliveries_ended where tenant_id = ${tenantId} and endpoint_id = ${endpointId} and id < ${below}::uuid
    order by id desc limit ${DELETE_STEP}`);
  const gone = rows.filter(({ goes }) => goes);
  await deleteAttempts(tx, gone, new Date(Math.max(...gone.map(({ atMs }) => atMs)) + CLOCKS_DIFFER_MS));
  await tx.execute(sql`
    delete from deliveries_ended where id = any(${idsOf(gone)}::uuid[])
      and id between ${gone.at(-1)?.id ?? ABOVE_ALL}::uuid and ${gone[0]?.id ?? ABOVE_ALL}::uuid`);
  return { looked: rows.length, deleted: gone.length, below: rows.at(-1)?.id ?? below };
}

/** None is older than its delivery, or younger than the end of it: that leaves most weeks alone. */
async function deleteAttempts(tx: Tx, rows: readonly Found[], before: Date | null): Promise<void> {
  const ids = rows.filter(({ attempts }) => attempts > 0).map(({ id }) => id);
  const [first] = ids.toSorted();
  if (first === undefined) return;
  await tx.execute(sql`
    delete from attempts where delivery_id = any(${sql.param(ids)}::uuid[])
      and id >= ${idFloorAfter(first)}::uuid and id < ${before ? idFloor(before) : ABOVE_ALL}::uuid`);
}

/** Attempts are numbered by a worker's clock, and end by the database's. */
const CLOCKS_DIFFER_MS = 3_600_000;

function idsOf(rows: readonly Found[]) {
  return sql.param(rows.map(({ id }) => id));
}

async function* deleteRollups(db: Database, { endpointId }: HistoryPurge): AsyncGenerator<number> {
  for (let count = DELETE_STEP; count === DELETE_STEP; ) {
    count = await byIndex(db, (tx) => deleteSomeRollups(tx, endpointId));
    yield count;
  }
}

async function deleteSomeRollups(tx: Tx, endpointId: string): Promise<number> {
  const { count } = await tx.execute(sql`
    delete from health_rollups r using (
      select endpoint_id, step_seconds, at from health_rollups where endpoint_id = ${endpointId} limit ${DELETE_STEP}
    ) found
    where r.endpoint_id = found.endpoint_id and r.step_seconds = found.step_seconds and r.at = found.at`);
  return count;
}

/**
 * The last step of all. Nothing can come while the endpoint is held: a delivery takes it `for key share`, and a result its
 * row in the queue. Where something is left there, or in the log, the endpoint stays for the next round.
 */
function deleteEndpointRow(db: Database, purge: HistoryPurge): Promise<number> {
  const { endpointId, tenantId } = purge;
  const ofEndpoint = and(eq(deliveriesLive.tenantId, tenantId), eq(deliveriesLive.endpointId, endpointId));
  const countQueued = (tx: Tx) => tx.$count(deliveriesLive, ofEndpoint);
  return byIndex(db, async (tx) => {
    // Before it is held, too: that look walks over all that has just been removed; the next one, and the key's, do not.
    if ((await countQueued(tx)) > 0) return 0;
    await tx.execute(sql`select from endpoints where id = ${endpointId} for update`);
    if ((await countQueued(tx)) > 0) return 0;
    const late = await deleteEndedBelow(tx, purge, ABOVE_ALL);
    if (late.looked === DELETE_STEP || (await deleteSomeRollups(tx, endpointId)) === DELETE_STEP) return 0;
    await tx.delete(endpoints).where(eq(endpoints.id, endpointId));
    return 1;
  });
}

/** Unless it was purged again meanwhile. */
async function endPurge(db: Database, { endpointId, purgedAt }: HistoryPurge): Promise<number> {
  const { count } = await db.execute(sql`
    delete from history_purges where endpoint_id = ${endpointId} and purged_at = ${purgedAt.toISOString()}
      and not is_permanent and not is_cancelling`);
  return count;
}

/** In a transaction whose statements find rows by index alone, whatever statistics of an empty table say. */
function byIndex<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`,
    );
    return work(tx);
  });
}
