import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { deliveriesEnded, deliveriesLive } from "#db/schema/delivery.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { notPurged } from "#domain/delivery/filter.ts";
import { findEndpoint } from "./find.ts";

/**
 * How many of the app's endpoint's deliveries have ended, and how many wait; throws `not_found` where the app has none of
 * that id. A million take a tenth of a second or more, so whoever holds something has counted before.
 */
export async function countHistory(tx: Tx, app: AppContext, id: string): Promise<{ ended: number; waiting: number }> {
  const { tenantId } = await findEndpoint(tx, app, id);
  const [ended, live] = [deliveriesEnded, deliveriesLive];
  const isWaiting = inArray(live.status, ["pending", "retrying"]);
  return {
    ended: await tx.$count(ended, and(eq(ended.tenantId, tenantId), eq(ended.endpointId, id), notPurged(app, ended))),
    waiting: await tx.$count(live, and(eq(live.endpointId, id), isWaiting)),
  };
}
