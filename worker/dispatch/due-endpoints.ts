import type postgres from "postgres";

type Found = {
  endpointIds: string[];
  /** The last endpoint looked at, for the next scan to go on behind; null where there are no more. */
  scannedTo: string | null;
};

/**
 * The endpoints that have a delivery due and may be sent to, found by a loose index scan over `deliveries_queue`: one
 * probe per endpoint and partition, however many rows an endpoint has waiting. Looks at `limit` endpoints that have any,
 * those behind `after`.
 */
export async function dueEndpoints(
  sql: postgres.Sql,
  { after = null, limit }: { after?: string | null; limit: number },
): Promise<Found> {
  const rows = await sql<{ endpointId: string; isDue: boolean }[]>`
    with recursive waiting (endpoint_id) as (
      (
        select endpoint_id from deliveries
        where status in ('pending', 'retrying') and endpoint_id > ${after ?? BELOW_ALL}::uuid
        order by endpoint_id limit 1
      )
      union all
      select (
        select d.endpoint_id from deliveries d
        where d.status in ('pending', 'retrying') and d.endpoint_id > waiting.endpoint_id
        order by d.endpoint_id limit 1
      )
      from waiting
      where waiting.endpoint_id is not null
    ), looked_at as materialized (
      select endpoint_id from waiting where endpoint_id is not null limit ${limit}
    )
    select w.endpoint_id as "endpointId", exists (
      select from endpoints e
      join apps a on a.id = e.app_id and (not a.require_verification or e.verification_status = 'verified')
      where e.id = w.endpoint_id and e.status = 'active'
        and (
          exists (
            select from deliveries d
            where d.endpoint_id = e.id and d.status = 'pending' and d.next_attempt_at <= now()
          ) or exists (
            select from deliveries d
            where d.endpoint_id = e.id and d.status = 'retrying' and d.next_attempt_at <= now()
          )
        )
    ) as "isDue"
    from looked_at w
    order by w.endpoint_id`;
  return {
    endpointIds: rows.filter(({ isDue }) => isDue).map(({ endpointId }) => endpointId),
    scannedTo: rows.length < limit ? null : (rows.at(-1)?.endpointId ?? null),
  };
}

const BELOW_ALL = "00000000-0000-0000-0000-000000000000";

/** The endpoints that may have something due, in the order of their turn. */
export type HotEndpoints = {
  mark: (endpointIds: Iterable<string>) => void;
  /** Takes the next ones out; who finds more to do there marks them again. */
  take: (count: number) => string[];
  size: () => number;
};

export function createHotEndpoints(): HotEndpoints {
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
    size: () => waiting.size,
  };
}
