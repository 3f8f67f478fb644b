import { and, eq, type SQL, sql } from "drizzle-orm";
import { deliveries } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { type AppOfDeliveries as App, filterCondition, notPurged } from "./filter.ts";
import type { DeliveryFilter } from "./schema.ts";
import { isTerminal } from "./transition.ts";
import { COUNTED_MAX, DELIVERY_STATUSES, type DeliveryStatus } from "./words.ts";

/** Counts by status what a filter finds, up to `COUNTED_MAX` + 1 of all together. Looks through one index. */
export function fewStatement(app: App, filter: DeliveryFilter): SQL {
  return sql`select status, count(*)::int as count from (
    select status from ${deliveries} where ${matching(app, filter)} limit ${BOUND}) as few group by status`;
}

/**
 * Counts by status what a filter finds in an app, up to `COUNTED_MAX` + 1 each; a status that cannot be is left out. An
 * endpoint in the filter must be the app's own. The text is the same for any values, so that it can be planned once.
 */
export function countStatement(app: App, filter: DeliveryFilter): SQL {
  const others = DELIVERY_STATUSES.filter((status) => status !== "succeeded" && canHave(status, filter));
  const counted = sql`with others as materialized (${sql.join(
    others.map((status) => sql`(select ${word(status)} as status, ${countOf(status, app, filter)} as count)`),
    sql` union all `,
  )}) select status, count from others`;
  if (!canHave("succeeded", filter)) return counted;
  return sql`${counted} union all select 'succeeded', ${isIndexed(filter) ? theRest(app, filter) : countOf("succeeded", app, filter)}`;
}

/**
 * A success answered 2xx and has no error, and what was never tried has neither: to look for them would be to walk
 * through all that failed in that way.
 */
function canHave(status: DeliveryStatus, { responseCode, error }: DeliveryFilter): boolean {
  if (status === "pending") return responseCode === undefined && error === undefined;
  if (status !== "succeeded") return true;
  return error === undefined && (responseCode === undefined || (responseCode >= 200 && responseCode <= 299));
}

/** Whether an index alone tells what the filter finds, whatever its status: it may be the whole app. */
export function isIndexed({ status, eventType, endpointId, after, before, ...others }: DeliveryFilter): boolean {
  if (eventType !== undefined && endpointId !== undefined) return false;
  return Object.values(others).every((value) => value === undefined);
}

/**
 * What is none of the others has succeeded. The status is in the rows only and most rows are successes; all statuses
 * together are counted in the index alone, in a fifth of the time. Not where one of the others went past the bound.
 */
function theRest(app: App, filter: DeliveryFilter): SQL {
  const sum = sql`(select coalesce(sum(count), 0) from others)`;
  return sql`case when (select bool_or(count > ${sql.raw(String(COUNTED_MAX))}) from others)
    then ${countOf("succeeded", app, filter)}
    else ((select count(*) from (select 1 from ${deliveries}
      where ${matching(app, filter)} limit ${BOUND} + ${sum}) as every_one) - ${sum})::int end`;
}

/** With the status as a constant, so that partial indexes on rare ones serve it, whatever the other values are. */
function countOf(status: DeliveryStatus, app: App, filter: DeliveryFilter): SQL {
  return sql`(select count(*)::int from (select 1 from ${placeOf(status, app, filter)}
    where ${deliveries.status} = ${word(status)} and ${matching(app, filter)} limit ${BOUND}) as found)`;
}

/**
 * Where to look. What has not ended is found through the queue's indexes, endpoint by endpoint, and the filter is kept
 * out (`offset 0`): an index of its own would lead through all that has ended, too.
 */
function placeOf(status: DeliveryStatus, app: App, { endpointId, eventId, q }: DeliveryFilter): SQL {
  if (isTerminal(status) || eventId !== undefined || q !== undefined) return sql`${deliveries}`;
  const endpointIds = endpointId
    ? sql`array[${endpointId}]::uuid[]`
    : sql`array(select id from ${endpoints} where tenant_id = ${app.tenantId} and app_id = ${app.id})`;
  return sql`(select * from ${deliveries}
    where status = ${word(status)} and endpoint_id = any(${endpointIds}) offset 0) as ${deliveries}`;
}

/** An endpoint stands for its app, which its indexes do not hold. */
function matching(app: App, filter: DeliveryFilter): SQL | undefined {
  const { responseCode, trigger, endpointId } = filter;
  return and(
    eq(deliveries.tenantId, app.tenantId),
    endpointId ? undefined : eq(deliveries.appId, app.id),
    filterCondition(app.tenantId, filter),
    // Said besides, because a plan for any value could not use the indexes that leave these out.
    responseCode === undefined || responseCode === 200 ? undefined : sql`${deliveries.responseCode} <> 200`,
    trigger === undefined || trigger === "event" ? undefined : sql`${deliveries.trigger} <> 'event'`,
    notPurged(app),
  );
}

const BOUND = sql.raw(String(COUNTED_MAX + 1));

function word(status: DeliveryStatus): SQL {
  return sql.raw(`'${status}'`);
}
