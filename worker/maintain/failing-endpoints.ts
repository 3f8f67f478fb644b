import type postgres from "postgres";
import { suspensionForecast } from "#domain/health/suspension-forecast.ts";
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

/**
 * Gives notice of endpoints that have come a quarter, half or three quarters of the way to their suspension, once each
 * time per streak. The way is the shorter of the two that the app's rule asks for: failures in a row, and time since the
 * first. Answers how many warnings were given.
 */
export async function warnFailing(sql: postgres.Sql): Promise<number> {
  const nearing = await sql<Nearing[]>`
    select * from (
      select e.id, e.app_id as "appId", h.consecutive_failures as failures,
        (extract(epoch from h.failing_since) * 1000)::float8 as "sinceMs", h.warned_percent as warned,
        h.last_status_code as "responseCode", a.suspension_min_seconds as "minSeconds",
        least(3, floor(4 * least(h.consecutive_failures::float8 / a.suspension_min_failures,
          extract(epoch from now() - h.failing_since) / a.suspension_min_seconds)))::int * 25 as percent
      from endpoint_health h
      join endpoints e on e.id = h.endpoint_id and e.status = 'active'
      join apps a on a.id = e.app_id
      where h.failing_since is not null and h.warned_percent < 75
    ) n
    where percent > warned
    limit 500`;
  let warnings = 0;
  for (const one of nearing) if (await warn(sql, one)) warnings += 1;
  return warnings;
}

type Streak = { failures: number; sinceMs: number; responseCode: number | null; minSeconds: number };
type Nearing = Streak & { id: string; appId: string; warned: number; percent: number };

/** One statement: the warning is on record exactly when its notice is. */
async function warn(sql: postgres.Sql, { id, appId, warned, percent, ...streak }: Nearing): Promise<boolean> {
  const { failingSince, ...facts } = factsOf(streak);
  const rows = await sql`
    with warned as (
      update endpoint_health set warned_percent = ${percent}
      where endpoint_id = ${id} and warned_percent = ${warned} and failing_since = ${failingSince}::text::timestamptz
      returning tenant_id
    )
    insert into notices (id, tenant_id, app_id, kind, endpoint_id, facts)
    select ${newId()}::uuid, tenant_id, ${appId}::uuid, 'endpoint.failing', ${id}::uuid,
      ${JSON.stringify({ percent, failingSince, ...facts })}::text::jsonb
    from warned
    returning id`;
  return rows.length > 0;
}

function factsOf({ failures, sinceMs, responseCode, minSeconds }: Streak) {
  const streak = { consecutiveFailures: failures, failingSince: new Date(sinceMs) };
  return {
    consecutiveFailures: failures,
    failingSince: streak.failingSince.toISOString(),
    suspendsAt: suspensionForecast(streak, { isActive: true, minSeconds })?.toISOString() ?? null,
    lastResponseCode: responseCode,
  };
}
