import type postgres from "postgres";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { suspended } from "#worker/dispatch/record.ts";

/**
 * Suspends endpoints that have failed often enough for long enough, by their app's rule: at least `minFailures` attempts
 * in a row and at least `minSeconds` since the first of them. Answers the suspended endpoints' ids.
 */
export async function suspendFailing(sql: postgres.Sql): Promise<string[]> {
  const failing = await sql<Failing[]>`
    select e.id, h.consecutive_failures as failures,
      (extract(epoch from h.failing_since) * 1000)::float8 as "sinceMs"
    from endpoint_health h
    join endpoints e on e.id = h.endpoint_id and e.status = 'active'
    join apps a on a.id = e.app_id
    where h.failing_since is not null and h.consecutive_failures >= a.suspension_min_failures
      and h.failing_since <= now() - make_interval(secs => a.suspension_min_seconds)
    limit 500`;
  const ids: string[] = [];
  for (const one of failing) if (await suspend(sql, one)) ids.push(one.id);
  return ids;
}

type Failing = { id: string; failures: number; sinceMs: number };

/** Nothing happens where a success has ended the streak meanwhile. */
async function suspend(sql: postgres.Sql, { id, failures, sinceMs }: Failing): Promise<boolean> {
  const failingSince = new Date(sinceMs).toISOString();
  const facts = JSON.stringify({ consecutiveFailures: failures, failingSince });
  const rows = await sql`
    with chosen as materialized (
      select endpoint_id, ${formatId("ep", id)}::text as public_id, ${newId()}::uuid as audit_id, ${newId()}::uuid as notice_id,
        ${facts}::text::jsonb as facts, true as makes_event
      from endpoint_health where endpoint_id = ${id} and failing_since = ${failingSince}::text::timestamptz
    ),
    ${suspended(sql, "failing")}
    select id from suspended`;
  return rows.length > 0;
}
