import type postgres from "postgres";
import { LATE_COMMIT_MS } from "./limits.ts";

type Found = {
  endpointIds: string[];
  /** The last endpoint looked at, for the next scan to go on behind; null where there are no more. */
  scannedTo: string | null;
};

/**
 * The endpoints that have a delivery due and may be sent to, found by a loose index scan over `deliveries_live_queue`: one
 * probe per endpoint, however many rows an endpoint has waiting. Looks at `limit` endpoints that have any, those behind
 * `after`.
 */
export async function dueEndpoints(
  sql: postgres.Sql,
  { after = null, limit }: { after?: string | null; limit: number },
): Promise<Found> {
  const rows = await sql<{ endpointId: string; isDue: boolean }[]>`
    with recursive waiting (endpoint_id) as (
      (
        select endpoint_id from deliveries_live where endpoint_id > ${after ?? BELOW_ALL}::uuid
        order by endpoint_id limit 1
      )
      union all
      select (
        select d.endpoint_id from deliveries_live d where d.endpoint_id > waiting.endpoint_id
        order by d.endpoint_id limit 1
      )
      from waiting
      where waiting.endpoint_id is not null
    ), looked_at as materialized (
      select endpoint_id from waiting where endpoint_id is not null limit ${limit}
    )
    select w.endpoint_id as "endpointId", coalesce((
      select e.status = 'active'
        and (select not a.require_verification or e.verification_status = 'verified' from apps a where a.id = e.app_id)
        and (${isDue(sql, false)} or ${isDue(sql, true)})
      from endpoints e where e.id = w.endpoint_id
    ), false) as "isDue"
    from looked_at w
    order by w.endpoint_id`;
  return {
    endpointIds: rows.filter(({ isDue }) => isDue).map(({ endpointId }) => endpointId),
    scannedTo: rows.length < limit ? null : (rows.at(-1)?.endpointId ?? null),
  };
}

/** The kind is a parameter, so that no plan takes the index of all endpoints' retries for it. */
function isDue(sql: postgres.Sql, isRetry: boolean) {
  return sql`(
    select count(*) from (
      select from deliveries_live d
      where d.endpoint_id = e.id and d.is_retry = ${isRetry} and d.next_attempt_at <= now() and d.status <> 'sending' limit 1
    ) first
  ) > 0`;
}

const BELOW_ALL = "00000000-0000-0000-0000-000000000000";

/** The endpoints whose retries fell due between a moment and now, and the database's now: where the next look begins. */
export async function endpointsOfRetries(
  sql: postgres.Sql,
  since: Date | null,
): Promise<{ endpointIds: string[]; now: Date }> {
  const [row] = await sql<{ endpointIds: string[]; nowMs: number }[]>`
    select array(
        select distinct endpoint_id from (
          select endpoint_id from deliveries_live
          where is_retry and next_attempt_at > coalesce(${since?.toISOString() ?? null}::timestamptz, now()) - make_interval(secs => ${LATE_COMMIT_MS / 1000}::float8)
            and next_attempt_at <= now()
          order by next_attempt_at offset 0
        ) due
      ) as "endpointIds",
      (extract(epoch from now()) * 1000)::float8 as "nowMs"`;
  if (!row) throw new Error("The database did not answer.");
  return { endpointIds: row.endpointIds, now: new Date(row.nowMs) };
}

/** Those of whom something may be due, in the order of their turn. */
export type Turns = {
  mark: (endpointIds: Iterable<string>) => void;
  /** Takes the next ones out; who finds more to do there marks them again. */
  take: (count: number) => string[];
  has: (endpointId: string) => boolean;
  size: () => number;
};

export function createTurns(): Turns {
  // A Set keeps the order in which its members came: the first is the one that has waited longest.
  const waiting = new Set<string>();
  return {
    mark: (endpointIds) => {
      for (const id of endpointIds) waiting.add(id);
    },
    take: (count) => {
      const taken = [...waiting].slice(0, count);
      for (const id of taken) waiting.delete(id);
      return taken;
    },
    has: (endpointId) => waiting.has(endpointId),
    size: () => waiting.size,
  };
}
