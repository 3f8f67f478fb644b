import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { attempts, deliveries } from "#db/schema/delivery.ts";
import { idFloor, idFloorAfter, parseAnyId } from "#domain/id.ts";
import type { AttemptError, DeliveryStatus, DeliveryTrigger } from "./words.ts";

/** Which deliveries of an app are meant. Ids are uuids; `after` is included, `before` is not; `q` is any public id. */
export type DeliveryFilter = {
  status?: readonly DeliveryStatus[] | undefined;
  eventType?: readonly string[] | undefined;
  endpointId?: string | undefined;
  eventId?: string | undefined;
  trigger?: DeliveryTrigger | undefined;
  responseCode?: number | undefined;
  error?: AttemptError | undefined;
  after?: Date | undefined;
  before?: Date | undefined;
  q?: string | undefined;
};

/** The filter as a condition on `deliveries`: the one place that says what a filter means, for lists and for jobs. */
export function deliveriesMatching(app: { tenantId: string; id: string }, filter: DeliveryFilter): SQL | undefined {
  return and(
    eq(deliveries.tenantId, app.tenantId),
    eq(deliveries.appId, app.id),
    filterCondition(app.tenantId, filter),
  );
}

/** What the filter itself says, wherever that is; undefined where it says nothing. */
export function filterCondition(tenantId: string, filter: DeliveryFilter): SQL | undefined {
  const { status, eventType, endpointId, eventId, trigger, responseCode, error, after, before, q } = filter;
  return and(
    status && inArray(deliveries.status, [...status]),
    eventType && inArray(deliveries.eventType, [...eventType]),
    endpointId ? eq(deliveries.endpointId, endpointId) : undefined,
    eventId ? ofEvent(eventId) : undefined,
    trigger && eq(deliveries.trigger, trigger),
    responseCode === undefined ? undefined : eq(deliveries.responseCode, responseCode),
    error && eq(deliveries.errorCode, error),
    after && gte(deliveries.id, idFloor(after)),
    before && lt(deliveries.id, idFloor(before)),
    q === undefined ? undefined : namedBy(q, tenantId),
  );
}

function ofEvent(eventId: string): SQL | undefined {
  return and(eq(deliveries.eventId, eventId), gte(deliveries.id, idFloorAfter(eventId)));
}

/** What is no id, or one that names no delivery, finds nothing. */
function namedBy(q: string, tenantId: string): SQL | undefined {
  const id = parseAnyId(q.trim());
  switch (id?.prefix) {
    case "dlv":
      return eq(deliveries.id, id.uuid);
    case "evt":
      return ofEvent(id.uuid);
    case "ep":
      return eq(deliveries.endpointId, id.uuid);
    case "rpl":
      return and(eq(deliveries.replayId, id.uuid), gte(deliveries.id, idFloorAfter(id.uuid)));
    case "att":
      return sql`${deliveries.id} = (select ${attempts.deliveryId} from ${attempts}
        where ${attempts.id} = ${id.uuid} and ${attempts.tenantId} = ${tenantId})`;
    default:
      return sql`false`;
  }
}
