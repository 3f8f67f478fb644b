import { and, asc, gt, lte, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { DEFAULT_RETRY_SCHEDULE_SECONDS, maxAttempts } from "#domain/delivery/rule/retry-policy.ts";
import { notifyDue } from "#domain/delivery/wake.ts";
import { idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { DueReplay } from "./due.ts";
import { endedBy } from "./matching.ts";
import { replayFilterInput } from "./schema.ts";

/**
 * Takes a replay one step on: finds the next deliveries that belong to it and makes a new one of each. Answers how many
 * were made: 0 also where another worker was faster, or where the replay was paused meanwhile.
 */
export async function advanceReplay(db: Database, replay: DueReplay): Promise<number> {
  const ids = await nextDeliveries(db, replay);
  const made = await replayAll(db, replay, { ids, isLast: ids.length < replay.room });
  if (made > 0) await notifyDue(db);
  return made;
}

/** Reads only, so that however long it takes nobody waits for it. A replay's own deliveries never belong to it. */
async function nextDeliveries(db: Database, replay: DueReplay): Promise<string[]> {
  const app = { tenantId: replay.tenantId, id: replay.appId, hasPurges: true };
  const rows = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        endedBy(app, { filter: replayFilterInput.parse(replay.filter), at: replay.createdAt }),
        replay.lastDeliveryId ? gt(deliveries.id, replay.lastDeliveryId) : undefined,
        lte(deliveries.id, replay.upToDeliveryId),
        sql`${deliveries.replayId} is distinct from ${replay.id}`,
      ),
    )
    .orderBy(asc(deliveries.id))
    .limit(replay.room);
  return rows.map(({ id }) => id);
}

/**
 * One statement, so that no lock outlives it and its deliveries are committed together with the place it has come to.
 * It does nothing unless the replay still runs and still stands where it was read: each delivery is handled once, however
 * many workers there are and wherever one dies. Endpoints are held, so that none is deleted before the commit.
 */
async function replayAll(
  db: Database,
  replay: DueReplay,
  { ids, isLast }: { ids: readonly string[]; isLast: boolean },
): Promise<number> {
  const [row] = await db.execute<{ made: number }>(sql`
    with job as materialized (
      select id, tenant_id, app_id from replays
      where id = ${replay.id} and state = 'running' and last_delivery_id is not distinct from ${replay.lastDeliveryId}::uuid
      for no key update skip locked
    ), original as materialized (
      select d.id, d.endpoint_id, d.event_id, d.event_type, next.id as new_id, next.created_at
      from job cross join json_to_recordset(${JSON.stringify(ids.map(withNewId))}::text::json)
        as next(original_id uuid, id uuid, created_at timestamptz)
      join deliveries d on d.id = next.original_id and d.tenant_id = job.tenant_id and d.status <> 'cancelled'
      where exists (select from event_payloads p where p.id = d.event_id)
    ), live as materialized (
      select e.id, coalesce(cardinality(coalesce(e.retry_schedule, a.retry_schedule)) + 1, ${MAX_ATTEMPTS_BY_DEFAULT}) as max_attempts
      from endpoints e join apps a on a.id = e.app_id
      where e.id in (select endpoint_id from original) and e.status <> 'inactive'
      order by e.id for key share of e
    ), made as (
      insert into deliveries_live (id, tenant_id, app_id, endpoint_id, event_id, event_type, trigger, replay_of, replay_id,
        max_attempts, next_attempt_at, created_at)
      select o.new_id, job.tenant_id, job.app_id, o.endpoint_id, o.event_id, o.event_type, 'replay', o.id, job.id,
        live.max_attempts, now(), o.created_at
      from job cross join original o join live on live.id = o.endpoint_id
      returning id
    )
    ${movedOn({ given: ids.length, last: ids.at(-1) ?? null, isLast })}`);
  return row?.made ?? 0;
}

/**
 * The end of that statement: progress, pace and place. What is missing at the end was in flight, or purged, since it was
 * counted; what is more was being recorded while it was counted.
 */
function movedOn({ given, last, isLast }: { given: number; last: string | null; isLast: boolean }) {
  return sql`
    update replays r
    set last_delivery_id = coalesce(${last}::uuid, r.last_delivery_id),
      paced_until = greatest(r.paced_until, now() - interval '1 second') + make_interval(secs => t.made::float8 / r.rate_per_second),
      replayed = r.replayed + t.made,
      skipped = case when ${isLast} then greatest(r.skipped + ${given}::int - t.made, r.matched - r.replayed - t.made)
        else r.skipped + ${given}::int - t.made end,
      matched = case when ${isLast} then greatest(r.matched, r.replayed + r.skipped + ${given}::int) else r.matched end,
      state = case when ${isLast} then 'completed' else 'running' end,
      completed_at = case when ${isLast} then now() end
    from job cross join (select count(*)::int as made from made) t
    where r.id = job.id
    returning t.made`;
}

const MAX_ATTEMPTS_BY_DEFAULT = maxAttempts(DEFAULT_RETRY_SCHEDULE_SECONDS);

function withNewId(originalId: string) {
  const id = newId();
  return { original_id: originalId, id, created_at: idTime(id) };
}
