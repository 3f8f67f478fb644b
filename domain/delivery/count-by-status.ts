import { and, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { driverOf } from "#db/driver-of.ts";
import { DELIVERY_STATUSES, type DeliveryStatus } from "#db/enums.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { operation } from "#domain/operation.ts";
import { type DeliveryFilter, deliveriesMatching } from "./filter.ts";
import { requireEvent } from "./require-event.ts";
import { COUNTED_MAX, countDeliveriesInput, deliveryCounts } from "./schema.ts";

/** How many deliveries of each status a filter finds, counted up to 10,000 each: the header of the log. */
export const countDeliveriesByStatus = operation({
  id: "delivery.count_by_status",
  summary: "Count deliveries by status",
  permission: "manage_webhooks",
  scope: "app",
  input: countDeliveriesInput,
  output: deliveryCounts,
  audited: false,
  mayLag: true,
  run: async ({ app, tx }, filter) => {
    if (filter.endpointId) await findEndpoint(tx, app, filter.endpointId);
    const matching = and(deliveriesMatching(app, filter), provenBesides(filter));
    const counts = DELIVERY_STATUSES.filter((status) => canHave(status, filter)).map((status) =>
      countUpTo(status, matching),
    );
    const { sql: text, params } = dialect.sqlToQuery(sql.join(counts, sql` union all `));
    // Prepared: planned seven times over a year of partitions it takes ten times as long to plan as to run.
    const rows = await driverOf(tx).unsafe<{ status: DeliveryStatus; count: number }[]>(text, params.map(asParameter), {
      prepare: true,
    });
    if (filter.eventId && rows.every((row) => row.count === 0)) await requireEvent(tx, app, filter.eventId);
    const found = new Map(rows.map(({ status, count }) => [status, count]));
    return { data: DELIVERY_STATUSES.map((status) => bounded(status, found.get(status) ?? 0)) };
  },
});

const dialect = new PgDialect();

/**
 * A success answered 2xx and has no error, and what was never tried has neither: to look for them would be to walk
 * through all that failed in that way.
 */
function canHave(status: DeliveryStatus, { responseCode, error }: DeliveryFilter): boolean {
  if (status === "pending") return responseCode === undefined && error === undefined;
  if (status !== "succeeded") return true;
  return error === undefined && (responseCode === undefined || (responseCode >= 200 && responseCode <= 299));
}

/** What follows from a value, said in words: a plan for any value could not use the index that leaves one out. */
function provenBesides({ responseCode, trigger }: DeliveryFilter): SQL | undefined {
  return and(
    responseCode === undefined || responseCode === 200 ? undefined : sql`${deliveries.responseCode} <> 200`,
    trigger === undefined || trigger === "event" ? undefined : sql`${deliveries.trigger} <> 'event'`,
  );
}

/** With the status as a constant, so that partial indexes on rare ones serve it, whatever the other values are. */
function countUpTo(status: DeliveryStatus, condition: SQL | undefined): SQL {
  const word = sql.raw(`'${status}'`);
  return sql`(select ${word} as status, count(*)::int as count
    from (select 1 from ${deliveries} where ${deliveries.status} = ${word} and ${condition} limit ${sql.raw(String(COUNTED_MAX + 1))}) as found)`;
}

/** What a filter's values are by the time they are parameters: ids and words, or a code. */
function asParameter(value: unknown): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  throw new Error("A filter of the log holds a value that is neither text nor number.");
}

function bounded(status: DeliveryStatus, count: number) {
  return { status, count: Math.min(count, COUNTED_MAX), hasMore: count > COUNTED_MAX };
}
