import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { driverOf, type Tx } from "#db/client.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { findEndpoint } from "#domain/endpoint/find.ts";
import { countStatement, fewStatement, isIndexed } from "./count-statement.ts";
import { requireEvent } from "./require-event.ts";
import { countDeliveriesInput, type DeliveryFilter, deliveryCounts } from "./schema.ts";
import { COUNTED_MAX, DELIVERY_STATUSES, type DeliveryStatus } from "./words.ts";

/** How many deliveries of each status a filter finds, counted up to 10,000 each. */
export const countDeliveriesByStatus = operation({
  id: "delivery.count_by_status",
  summary: "Count deliveries by status",
  description:
    "How many deliveries of each status the other filters find: exact up to 10,000 of each, and `hasMore` where there are more.",
  permission: "manage_webhooks",
  scope: "app",
  input: countDeliveriesInput,
  output: deliveryCounts,
  audited: false,
  mayLag: true,
  run: async ({ app, tx }, filter) => {
    if (filter.endpointId) await findEndpoint(tx, app, filter.endpointId);
    const rows = await countRows(tx, app, filter);
    if (filter.eventId && rows.every((row) => row.count === 0)) await requireEvent(tx, app, filter.eventId);
    const found = new Map(rows.map(({ status, count }) => [status, count]));
    return { data: DELIVERY_STATUSES.map((status) => bounded(status, found.get(status) ?? 0)) };
  },
});

type Row = { status: DeliveryStatus; count: number };

async function countRows(tx: Tx, app: AppContext, filter: DeliveryFilter): Promise<Row[]> {
  await driverOf(tx)`select set_config('plan_cache_mode', 'force_generic_plan', true)`;
  if (!isIndexed(filter)) {
    const few = await run(tx, fewStatement(app, filter));
    if (few.reduce((sum, { count }) => sum + count, 0) <= COUNTED_MAX) return few;
  }
  return run(tx, countStatement(app, filter));
}

/** Prepared, and planned once for any values: over a year of partitions, planning takes longer than counting. */
function run(tx: Tx, statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return driverOf(tx).unsafe<Row[]>(text, params.map(asParameter), { prepare: true });
}

const dialect = new PgDialect();

/** What a filter's values are by the time they are parameters: ids and words, or a code. */
function asParameter(value: unknown): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  throw new Error("A filter of the log holds a value that is neither text nor number.");
}

function bounded(status: DeliveryStatus, count: number) {
  return { status, count: Math.min(count, COUNTED_MAX), hasMore: count > COUNTED_MAX };
}
