import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { isTerminal } from "#domain/delivery/transition.ts";
import { DELIVERY_STATUSES, type DeliveryStatus } from "#domain/delivery/words.ts";
import type { EndpointRow } from "./find.ts";

/** The states no delivery leaves. */
export const ENDED: readonly DeliveryStatus[] = DELIVERY_STATUSES.filter(isTerminal);

/**
 * Deletes an endpoint's deliveries in these states with all their attempts; answers how many deliveries that were. The
 * events stay: they are the app's. Needs the indexes deliveries_endpoint and attempts_delivery.
 */
export async function deleteHistory(tx: Tx, { id, tenantId }: EndpointRow, statuses: readonly DeliveryStatus[]) {
  const [row] = await tx.execute<{ deleted: number }>(sql`
    with gone as (
      delete from deliveries
      where tenant_id = ${tenantId} and endpoint_id = ${id} and status in ${statuses}
      returning id
    ), attempts_gone as (
      delete from attempts using gone where attempts.delivery_id = gone.id
    )
    select count(*)::int as deleted from gone`);
  return row?.deleted ?? 0;
}
