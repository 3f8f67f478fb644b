import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { events } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { type DeliveryRow, deliveryColumns } from "#domain/delivery/columns.ts";
import { deliveriesMatching } from "#domain/delivery/filter.ts";
import { serializeDelivery } from "#domain/delivery/serialize.ts";
import type { DeliveryStatus } from "#domain/delivery/words.ts";
import type { EndpointStatus, VerificationStatus } from "#domain/endpoint/words.ts";
import { notFound } from "#domain/error.ts";
import { patternsMatching } from "#domain/event-type/rule/name.ts";
import { formatId } from "#domain/id.ts";
import { readPayload } from "./read-payload.ts";
import { FAN_OUT_MAX } from "./routes.ts";
import { eventDetail, eventIdInput } from "./schema.ts";
import { type EventRow, eventColumns, serializeEvent } from "./serialize.ts";
import type { RoutingReason } from "./words.ts";

/** Every endpoint an event can go to, and room for replays: the newest are shown. */
const DELIVERIES_MAX = 2 * FAN_OUT_MAX;
/** Live endpoints first; of the deleted ones as many as there is room for. */
const ENDPOINTS_MAX = 2 * FAN_OUT_MAX;

export const getEvent = operation({
  id: "event.get",
  summary: "Get an event",
  description: "With its payload, its deliveries, and for each endpoint why it got the event or did not.",
  permission: "manage_webhooks",
  scope: "app",
  input: eventIdInput,
  output: eventDetail,
  audited: false,
  run: async ({ app, tx }, { id }) => {
    const event = await findEvent(tx, app, id);
    const payload = await readPayload(tx, app.tenantId, id);
    const rows = await tx
      .select(deliveryColumns)
      .from(deliveries)
      .where(deliveriesMatching(app, { eventId: id }))
      .orderBy(desc(deliveries.id))
      .limit(DELIVERIES_MAX);
    const routing = routingTable(event, await endpointsOf(tx, app), { rows, ...app });
    return { ...serializeEvent(event), payload, deliveries: rows.map(serializeDelivery), routing };
  },
});

async function findEvent(tx: Tx, app: AppContext, id: string): Promise<EventRow> {
  const [row] = await tx
    .select(eventColumns)
    .from(events)
    .where(and(eq(events.id, id), eq(events.tenantId, app.tenantId), eq(events.appId, app.id)));
  if (!row) throw notFound("event");
  return row;
}

function endpointsOf(tx: Tx, app: AppContext): Promise<RoutedEndpoint[]> {
  const { id, eventTypes, status, verificationStatus } = endpoints;
  return tx
    .select({ id, eventTypes, status, verificationStatus })
    .from(endpoints)
    .where(and(eq(endpoints.tenantId, app.tenantId), eq(endpoints.appId, app.id)))
    .orderBy(sql`${status} = 'inactive'`, desc(id))
    .limit(ENDPOINTS_MAX);
}

/** Posthouse's own events go to whom they concern, so the others are not told apart. */
function routingTable(
  event: EventRow,
  candidates: readonly RoutedEndpoint[],
  { rows, requireVerification }: { rows: readonly DeliveryRow[]; requireVerification: boolean },
) {
  const byEndpoint = Map.groupBy(rows, (row) => row.endpointId);
  const concerned = event.isSynthetic ? candidates.filter(({ id }) => byEndpoint.has(id)) : candidates;
  return concerned.map((endpoint) => ({
    endpointId: formatId("ep", endpoint.id),
    ...routingOf(event, endpoint, { deliveries: byEndpoint.get(endpoint.id) ?? [], requireVerification }),
  }));
}

type RoutedEvent = { id: string; type: string };
export type RoutedEndpoint = {
  id: string;
  eventTypes: string[] | null;
  status: EndpointStatus;
  verificationStatus: VerificationStatus;
};
export type RoutedDelivery = { status: DeliveryStatus; attemptCount: number };

/**
 * Why an endpoint got an event or did not, as things stand now. `deliveries` are the event's to this endpoint. `sent`:
 * it went out, or is about to; a delivery that is held back has not been sent yet, unless it was tried before.
 */
export function routingOf(
  event: RoutedEvent,
  endpoint: RoutedEndpoint,
  { deliveries, requireVerification }: { deliveries: readonly RoutedDelivery[]; requireVerification: boolean },
): { sent: boolean; reason: RoutingReason } {
  if (deliveries.length === 0) return { sent: false, reason: reasonForNone(event, endpoint) };
  const wasTried = deliveries.some(({ attemptCount }) => attemptCount > 0);
  const isWaiting = deliveries.some(({ status }) => status === "pending" || status === "retrying");
  const hold = isWaiting ? holdOf(endpoint, requireVerification) : null;
  if (hold) return { sent: wasTried, reason: hold };
  const isCancelled = deliveries.every(({ status }) => status === "cancelled");
  return isCancelled && !wasTried ? { sent: false, reason: "inactive" } : { sent: true, reason: "matched" };
}

/** What keeps an endpoint's deliveries waiting. */
function holdOf(endpoint: RoutedEndpoint, requireVerification: boolean): RoutingReason | null {
  if (endpoint.status === "paused" || endpoint.status === "suspended") return endpoint.status;
  return requireVerification && endpoint.verificationStatus !== "verified" ? "unverified" : null;
}

/** Ids are in the order of time. An endpoint that took up the type after the event did not subscribe to it then. */
function reasonForNone(event: RoutedEvent, endpoint: RoutedEndpoint): RoutingReason {
  if (endpoint.id > event.id) return "created_later";
  const patterns = new Set(patternsMatching(event.type));
  const isSubscribed = endpoint.eventTypes?.some((pattern) => patterns.has(pattern)) ?? true;
  return isSubscribed && endpoint.status === "inactive" ? "inactive" : "type_not_subscribed";
}
