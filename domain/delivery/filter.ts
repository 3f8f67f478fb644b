import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { attempts, deliveries, type deliveriesEnded } from "#db/schema/delivery.ts";
import { historyPurges } from "#db/schema/endpoint.ts";
import { idFloor, idFloorAfter, parseAnyId } from "#domain/id.ts";
import { namesIn } from "#domain/rule/field.ts";
import type { DeliveryFilter } from "./schema.ts";

/** An app whose deliveries are read, and whether its tenant has histories that are hidden until they are removed. */
export type AppOfDeliveries = { tenantId: string; id: string; hasPurges: boolean };

/** The filter as a condition on `deliveries`: the one place that says what a filter means, for lists and for jobs. */
export function deliveriesMatching(app: AppOfDeliveries, filter: DeliveryFilter): SQL | undefined {
  return and(
    eq(deliveries.tenantId, app.tenantId),
    eq(deliveries.appId, app.id),
    filterCondition(app.tenantId, filter),
    notPurged(app),
  );
}

/** Leaves out what was purged and is not removed yet; undefined where nothing is, so that nobody else pays for it. */
export function notPurged(
  { hasPurges }: Pick<AppOfDeliveries, "hasPurges">,
  { endpointId, completedAt }: typeof deliveries | typeof deliveriesEnded = deliveries,
): SQL | undefined {
  if (!hasPurges) return undefined;
  const { endpointId: purged, isPermanent, purgedAt } = historyPurges;
  return sql`not exists (select from ${historyPurges}
    where ${purged} = ${endpointId} and (${isPermanent} or ${completedAt} < ${purgedAt}))`;
}

/** What the filter itself says, wherever that is; undefined where it says nothing. */
export function filterCondition(tenantId: string, filter: DeliveryFilter): SQL | undefined {
  return and(...FIELDS.map((field) => conditionOf(field, filter, tenantId)));
}

type Given = Required<DeliveryFilter>;
type Field = keyof Given;

/** In this order in every statement. */
const CONDITIONS: { [F in Field]: (value: Given[F], tenantId: string) => SQL | undefined } = {
  status: (statuses) => inArray(deliveries.status, statuses),
  eventType: (types) => inArray(deliveries.eventType, types),
  endpointId: (id) => eq(deliveries.endpointId, id),
  eventId: ofEvent,
  trigger: (trigger) => eq(deliveries.trigger, trigger),
  responseCode: (code) => eq(deliveries.responseCode, code),
  error: (error) => eq(deliveries.errorCode, error),
  after: (moment) => gte(deliveries.id, idFloor(moment)),
  before: (moment) => lt(deliveries.id, idFloor(moment)),
  q: namedBy,
};
const FIELDS = namesIn(CONDITIONS);

function conditionOf<F extends Field>(field: F, filter: Partial<Given>, tenantId: string): SQL | undefined {
  const value: Given[F] | undefined = filter[field];
  return value === undefined ? undefined : CONDITIONS[field](value, tenantId);
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
