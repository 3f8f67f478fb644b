import type postgres from "postgres";
import { LEASES_LOST_MAX } from "#domain/delivery/transition.ts";
import type { DeliveryTrigger } from "#domain/delivery/words.ts";
import { LANE_SHARE_MIN, LEASE_MS } from "./limits.ts";

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
  leaseId: string;
};

export type ClaimRequest = {
  endpointIds: readonly string[];
  /** How many deliveries there is room for, and how many of them may be retries. */
  room: number;
  retryRoom: number;
  /** How many may be suspects: deliveries that one more lost lease sets aside. */
  suspectRoom: number;
  leaseId: string;
};

/**
 * Marks due deliveries of some endpoints as this worker's, in one statement, so that no lock outlives it whatever
 * becomes of the worker. Each endpoint's lane is locked for the claim (one that another worker holds is left out), which
 * makes `maxInFlight` and the rate limit hold across all workers. Endpoints take turns, as do first attempts and retries.
 */
export async function claimDeliveries(sql: postgres.Sql, request: ClaimRequest): Promise<ClaimedDelivery[]> {
  const { endpointIds, room, retryRoom, suspectRoom, leaseId } = request;
  return sql<ClaimedDelivery[]>`
    with locked as materialized (
      select endpoint_id, claims, paced_until from endpoint_lanes
      where endpoint_id = any(${[...endpointIds]}::uuid[])
      order by endpoint_id
      for no key update skip locked
    ),
    -- The lock gives the lane's newest row, the rest of the statement reads its snapshot: where another claim was
    -- committed between the two, the counts below would be stale, and the lane is left for the next claim.
    lane as materialized (
      select l.endpoint_id, e.rate_limit_per_second as rate,
        greatest(l.paced_until, now() - make_interval(secs => greatest(0.2, 1.0 / e.rate_limit_per_second))) as paced_from,
        e.max_in_flight - (
          select count(*) from deliveries d where d.endpoint_id = l.endpoint_id and d.status = 'sending'
        ) as free
      from locked l
      join endpoint_lanes seen on seen.endpoint_id = l.endpoint_id and seen.claims = l.claims
      join endpoints e on e.id = l.endpoint_id and e.status = 'active'
      join apps a on a.id = e.app_id and (not a.require_verification or e.verification_status = 'verified')
    ),
    -- Of a lane no more is read than twice its part of what there is room for: one that has more is asked again at once.
    open_lane as materialized (
      select endpoint_id, rate, paced_from,
        least(free, case when rate is null then free
          -- Intervals count microseconds: a thousandth of a delivery makes up for what that cuts off.
          else floor(extract(epoch from now() - paced_from) * rate + 0.001)
        end, greatest(ceil(2.0 * ${room}::int / count(*) over ()), ${LANE_SHARE_MIN}::int))::int as room
      from lane where free > 0
    ),
    turn as (
      select w.id, w.endpoint_id, w.status, w.next_attempt_at, w.leases_lost >= ${LEASES_LOST_MAX - 1}::int as is_suspect,
        row_number() over (partition by w.endpoint_id order by w.place, w.status, w.next_attempt_at) as place, o.room
      from open_lane o
      cross join lateral (
        select q.*, row_number() over (partition by q.status order by q.next_attempt_at) as place
        from (
          (
            select d.id, d.endpoint_id, d.status, d.next_attempt_at, d.leases_lost from deliveries d
            where d.endpoint_id = o.endpoint_id and d.status = 'pending' and d.next_attempt_at <= now()
            order by d.next_attempt_at limit o.room
          )
          union all
          (
            select d.id, d.endpoint_id, d.status, d.next_attempt_at, d.leases_lost from deliveries d
            where d.endpoint_id = o.endpoint_id and d.status = 'retrying' and d.next_attempt_at <= now()
            order by d.next_attempt_at limit least(o.room, ${retryRoom}::int)
          )
        ) q
      ) w
      where o.room > 0
    ),
    picked as materialized (
      select id, endpoint_id from (
        select *, row_number() over (partition by status order by place, next_attempt_at) as retry_place,
          row_number() over (partition by is_suspect order by place, next_attempt_at) as suspect_place
        from turn where place <= room
      ) t
      where (status = 'pending' or retry_place <= ${retryRoom}::int)
        and (not is_suspect or suspect_place <= ${suspectRoom}::int)
      order by place, next_attempt_at
      limit ${room}::int
    ),
    counted as (
      update endpoint_lanes l
      set claims = l.claims + 1,
        paced_until = case when o.rate is not null
          then o.paced_from + make_interval(secs => p.taken::float8 / o.rate) else l.paced_until end
      from (select endpoint_id, count(*) as taken from picked group by endpoint_id) p
      join open_lane o on o.endpoint_id = p.endpoint_id
      where l.endpoint_id = p.endpoint_id
    )
    update deliveries d
    set status = 'sending', attempt_count = d.attempt_count + 1, last_attempt_at = now(),
      lease_id = ${leaseId}::uuid, lease_expires_at = now() + make_interval(secs => ${LEASE_MS / 1000}::float8)
    where d.id = any(array(select id from picked)) and d.status in ('pending', 'retrying')
    returning d.id, d.tenant_id as "tenantId", d.app_id as "appId", d.endpoint_id as "endpointId",
      d.event_id as "eventId", d.event_type as "eventType", d.trigger, d.attempt_count as "attemptCount",
      d.leases_lost as "leasesLost", d.lease_id as "leaseId"`;
}
