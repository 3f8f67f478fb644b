import type postgres from "postgres";
import { bigint, int, listOf, rowsOf, uuid } from "#db/rows.ts";

/** What a worker may have of an endpoint's limits until it asks again. */
export type LaneShare = {
  endpointId: string;
  slots: number;
  /** Deliveries a second; null: no limit. */
  rate: number | null;
  /** How long ago the rate's next turn began, in ms, below 0 where it is still to come; null: it was never used. */
  pacedForMs: number | null;
};

const ASKED = rowsOf("a", { endpointId: uuid, inFlight: int });

/**
 * Takes or renews this worker's parts of endpoints' limits: an equal part each among the workers that want some, but no
 * more than the others leave, and never less than it has in flight. So the sums hold at every moment, and a worker that
 * comes later waits until those before it have asked again. One worker at a time does the sums.
 */
export async function takeShares(
  sql: postgres.Sql,
  workerId: number,
  asked: readonly { endpointId: string; inFlight: number }[],
): Promise<LaneShare[]> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('posthouse.lane_shares'))`;
    return tx<LaneShare[]>`
      with asked as materialized (
        select * from ${ASKED.unnest(tx, asked)}
      ), share as materialized (
        select a.endpoint_id, e.tenant_id,
          greatest(a.in_flight, least(e.max_in_flight - o.slots, ceil(e.max_in_flight::float8 / (o.workers + 1))))::int as slots,
          case when e.rate_limit_per_second is not null
            then greatest(0, least(e.rate_limit_per_second - o.rate, e.rate_limit_per_second::float8 / (o.workers + 1))) end::real as rate,
          case when o.has_lost then now() else l.paced_until end as paced_until
        from asked a
        join endpoints e on e.id = a.endpoint_id
        left join endpoint_lanes l on l.endpoint_id = a.endpoint_id
        cross join lateral (
          select coalesce(sum(s.slots) filter (where w.lease_expires_at > now()), 0) as slots,
            coalesce(sum(s.rate::float8) filter (where w.lease_expires_at > now()), 0) as rate,
            count(*) filter (where w.lease_expires_at > now()) as workers,
            coalesce(bool_or(w.lease_expires_at <= now()), false) as has_lost
          from lane_shares s join workers w on w.id = s.worker_id
          where s.endpoint_id = a.endpoint_id and s.worker_id <> ${workerId}
        ) o
      ), kept as (
        insert into lane_shares as t (endpoint_id, worker_id, tenant_id, slots, rate)
        select endpoint_id, ${workerId}, tenant_id, slots, rate from share
        on conflict (endpoint_id, worker_id) do update set slots = excluded.slots, rate = excluded.rate
        where t.slots <> excluded.slots or t.rate is distinct from excluded.rate
      )
      select endpoint_id as "endpointId", slots, rate,
        (extract(epoch from now() - paced_until) * 1000)::float8 as "pacedForMs"
      from share`;
  });
}

/** Gives parts back that have not been used for a while. */
export async function dropShares(sql: postgres.Sql, workerId: number, endpointIds: readonly string[]): Promise<void> {
  if (endpointIds.length === 0) return;
  await sql`
    delete from lane_shares where worker_id = ${workerId} and endpoint_id = any(${listOf(uuid, endpointIds)}::uuid[])`;
}

/** Gives all of a worker's parts back. Its lease goes on: a claim under its name may still come to its end. */
export async function giveBackShares(sql: postgres.Sql, workerId: number): Promise<void> {
  await sql`delete from lane_shares where worker_id = ${workerId}`;
}

const PACED = rowsOf("p", { endpointId: uuid, pacedInMs: bigint });

/** Keeps where rates stand, by the database's clock, for whoever takes them over within their next turn. */
export async function keepPaces(
  sql: postgres.Sql,
  paces: readonly { endpointId: string; pacedInMs: number }[],
): Promise<void> {
  if (paces.length === 0) return;
  await sql`
    update endpoint_lanes l set paced_until = now() + make_interval(secs => p.paced_in_ms / 1000.0)
    from ${PACED.unnest(sql, paces)} where l.endpoint_id = p.endpoint_id`;
}
