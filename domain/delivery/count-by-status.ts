import { type SQL, sql } from "drizzle-orm";
import { DELIVERY_STATUSES, type DeliveryStatus } from "#db/enums.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { operation } from "#domain/operation.ts";
import { deliveriesMatching } from "./filter.ts";
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
    // One query per status, each with its status as a constant, so that partial indexes on rare ones serve it.
    const counts = DELIVERY_STATUSES.map((status) =>
      countUpTo(status, deliveriesMatching(app, { ...filter, status: [status] })),
    );
    const rows = await tx.execute<{ status: DeliveryStatus; count: number }>(sql.join(counts, sql` union all `));
    if (filter.eventId && rows.every((row) => row.count === 0)) await requireEvent(tx, app, filter.eventId);
    const found = new Map(rows.map(({ status, count }) => [status, count]));
    return { data: DELIVERY_STATUSES.map((status) => bounded(status, found.get(status) ?? 0)) };
  },
});

function countUpTo(status: DeliveryStatus, condition: SQL | undefined): SQL {
  return sql`(select ${status}::text as status, count(*)::int as count
    from (select 1 from ${deliveries} where ${condition} limit ${COUNTED_MAX + 1}) as found)`;
}

function bounded(status: DeliveryStatus, count: number) {
  return { status, count: Math.min(count, COUNTED_MAX), hasMore: count > COUNTED_MAX };
}
