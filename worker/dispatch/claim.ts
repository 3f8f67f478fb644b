import type postgres from "postgres";
import { int, rowsOf, timestamptz, uuid } from "#db/rows.ts";
import { LEASES_LOST_MAX } from "#domain/delivery/transition.ts";
import type { DeliveryTrigger } from "#domain/delivery/words.ts";

/** A delivery that is this worker's until its lease ends. `attemptCount` already counts the attempt to be made. */
export type ClaimedDelivery = {
  id: string;
  tenantId: string;
  appId: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  trigger: DeliveryTrigger;
  attemptCount: number;
  leasesLost: number;
  attemptsLost: number;
  isRetry: boolean;
  workerId: number;
  /** Which of the worker's claims took it. */
  claim: number;
  /** That of its app, when it was claimed: what is known of its endpoint must not be older. */
  revision: number;
  /** Since when it was due, in ms. */
  dueAtMs: number;
};

/** Whether one more lost lease sets it aside. It is sent while no other suspect is, so that no other falls with it. */
export function isSuspect({ leasesLost }: Pick<ClaimedDelivery, "leasesLost">): boolean {
  return leasesLost >= LEASES_LOST_MAX - 1;
}

/** What a claim may take of one endpoint. */
export type LaneRequest = {
  endpointId: string;
  /** Deliveries in all, and how many of them may be retries. */
  quota: number;
  retryQuota: number;
  /** Where to begin: nothing before it is left, as far as this worker knows. */
  firstFrom: Date;
  retryFrom: Date;
};

export type ClaimRequest = {
  workerId: number;
  claim: number;
  lanes: readonly LaneRequest[];
  /** Which kind is taken first: retries then have half of each quota. */
  retriesFirst: boolean;
  /** How many may be suspects: deliveries that one more lost lease sets aside. */
  suspectRoom: number;
};

const LANE = rowsOf("a", {
  endpointId: uuid,
  quota: int,
  earlyQuota: int,
  lateQuota: int,
  earlyFrom: timestamptz,
  lateFrom: timestamptz,
});

/**
 * Marks due deliveries of some endpoints as this worker's, in one statement, so that no lock outlives it whatever becomes
 * of the worker. Rows that another claim or a cancel holds are left to it. The worker's parts of the endpoints' limits
 * (lane-shares.ts) are in the quotas, and count only while its lease holds. Each lane is read in the order of
 * deliveries_live_queue, no further than its quota. Joins that could be turned round are written as subselects: a plan
 * for an empty table would begin with the table (claim-plan.test.ts).
 */
export async function claimDeliveries(sql: postgres.Sql, request: ClaimRequest): Promise<ClaimedDelivery[]> {
  const { workerId, claim, lanes, retriesFirst, suspectRoom } = request;
  return sql<ClaimedDelivery[]>`
    with asked as materialized (
      select a.* from ${LANE.unnest(
        sql,
        lanes.map((lane) => ordered(lane, retriesFirst)),
      )}
      where (
          select e.status = 'active'
            and (select not app.require_verification or e.verification_status = 'verified' from apps app where app.id = e.app_id)
          from endpoints e where e.id = a.endpoint_id
        )
        and exists (select from workers w where w.id = ${workerId} and w.lease_expires_at > now())
        and not exists (select from history_purges p where p.endpoint_id = a.endpoint_id and p.is_cancelling)
    ), suspect as materialized (
      select s.at, s.endpoint_id from asked a
      cross join lateral (
        select d.ctid as at, d.endpoint_id, d.next_attempt_at from deliveries_live d
        where d.endpoint_id = a.endpoint_id and d.leases_lost >= 2 and d.next_attempt_at <= now() and d.status <> 'sending'
        order by d.next_attempt_at limit ${suspectRoom}::int
        for no key update skip locked
      ) s
      order by s.next_attempt_at limit ${suspectRoom}::int
    ), picked as materialized (
      select unnest(early.places || late.places) as at
      from asked a
      cross join lateral (
        select a.quota - count(*)::int as quota from suspect s where s.endpoint_id = a.endpoint_id
      ) left_over
      cross join lateral (
        select coalesce(array_agg(q.ctid), '{}') as places from (
          select d.ctid from deliveries_live d
          where d.endpoint_id = a.endpoint_id and d.is_retry = ${retriesFirst} and d.next_attempt_at >= a.early_from
            and d.next_attempt_at <= now() and d.status <> 'sending' and d.leases_lost < ${LEASES_LOST_MAX - 1}::int
          order by d.next_attempt_at limit least(a.early_quota, left_over.quota)
          for no key update skip locked
        ) q
      ) early
      cross join lateral (
        select coalesce(array_agg(q.ctid), '{}') as places from (
          select d.ctid from deliveries_live d
          where d.endpoint_id = a.endpoint_id and d.is_retry = ${!retriesFirst} and d.next_attempt_at >= a.late_from
            and d.next_attempt_at <= now() and d.status <> 'sending' and d.leases_lost < ${LEASES_LOST_MAX - 1}::int
          order by d.next_attempt_at limit least(a.late_quota, left_over.quota - cardinality(early.places))
          for no key update skip locked
        ) q
      ) late
      union all
      select at from suspect
    )
    update deliveries_live d
    set status = 'sending', attempt_count = d.attempt_count + 1, last_attempt_at = now(),
      worker_id = ${workerId}, claim = ${claim}
    where d.ctid = any(array(select at from picked))
    returning d.id, d.tenant_id as "tenantId", d.app_id as "appId", d.endpoint_id as "endpointId",
      d.event_id as "eventId", d.event_type as "eventType", d.trigger, d.attempt_count as "attemptCount",
      d.leases_lost as "leasesLost", d.attempts_lost as "attemptsLost", d.is_retry as "isRetry", d.worker_id as "workerId", d.claim,
      (select revision from apps where apps.id = d.app_id)::float8 as revision,
      (extract(epoch from d.next_attempt_at) * 1000)::float8 as "dueAtMs"`;
}

function ordered({ endpointId, quota, retryQuota, firstFrom, retryFrom }: LaneRequest, retriesFirst: boolean) {
  return retriesFirst
    ? {
        ...{ endpointId, quota, earlyQuota: Math.min(retryQuota, Math.ceil(quota / 2)), lateQuota: quota },
        ...{ earlyFrom: retryFrom, lateFrom: firstFrom },
      }
    : { endpointId, quota, earlyQuota: quota, lateQuota: retryQuota, earlyFrom: firstFrom, lateFrom: retryFrom };
}
