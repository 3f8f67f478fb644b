import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { WALL_BACKLOG_MAX } from "./words.ts";

/**
 * How many deliveries wait at each endpoint, at most 1,000 counted; endpoints without any are left out. Needs the index
 * deliveries_queue, which holds nothing but waiting deliveries.
 */
export async function backlogs(tx: Tx, endpointIds: readonly string[]): Promise<Map<string, number>> {
  if (endpointIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: string; waiting: number }>(sql`
    select mine.id, counted.waiting
    from unnest(${sql.param([...endpointIds])}::uuid[]) mine (id) cross join lateral (
      select count(*)::int as waiting from (
        select from deliveries d
        where d.endpoint_id = mine.id and d.status in ('pending', 'retrying') limit ${WALL_BACKLOG_MAX}) first
    ) counted
    where counted.waiting > 0`);
  return new Map(rows.map(({ id, waiting }) => [id, waiting]));
}
