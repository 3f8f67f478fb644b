import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { notFound } from "#domain/error.ts";
import { deliveriesPage } from "./page.ts";

/**
 * Refuses a filter by an event that this app does not have. A replay may outlive its event by retention: an event with
 * a delivery counts as there.
 */
export async function requireEvent(tx: Tx, app: AppContext, eventId: string): Promise<void> {
  const [event] = await tx
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.id, eventId), eq(events.tenantId, app.tenantId), eq(events.appId, app.id)));
  if (event) return;
  const { data } = await deliveriesPage(tx, app, { eventId, limit: 1 });
  if (data.length === 0) throw notFound("event");
}
