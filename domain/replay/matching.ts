import { and, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { type AppOfDeliveries, deliveriesMatching } from "#domain/delivery/filter.ts";
import type { DeliveryFilter } from "#domain/delivery/schema.ts";

/**
 * The deliveries that a replay asked for at `at` goes through. They had ended by then, and an ended delivery never
 * changes again: it is the same set whenever it is asked for, except for what is purged.
 */
export function endedBy(app: AppOfDeliveries, { filter, at }: { filter: DeliveryFilter; at: Date }): SQL | undefined {
  return and(deliveriesMatching(app, filter), lte(deliveries.completedAt, at));
}

/** How many deliveries match at `at`, how many of them are in flight, and the newest that is not; ids are uuids. */
export async function countMatching(
  db: Database | Tx,
  app: AppOfDeliveries,
  { filter, at }: { filter: DeliveryFilter; at: Date },
) {
  const isInFlight = isNull(deliveries.completedAt);
  const [row] = await db
    .select({
      matched: sql<number>`count(*)::int`,
      inFlight: sql<number>`(count(*) filter (where ${isInFlight}))::int`,
      // As text: before PostgreSQL 18 there is no max(uuid). The order is the same.
      newest: sql<string | null>`max(${deliveries.id}::text collate "C") filter (where not ${isInFlight})`,
    })
    .from(deliveries)
    .where(and(deliveriesMatching(app, filter), or(isInFlight, lte(deliveries.completedAt, at))));
  return row ?? { matched: 0, inFlight: 0, newest: null };
}
