import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsStringLiteral,
} from "nuqs/server";
import { delivery, deliveryFilter, listDeliveriesInput } from "#domain/delivery/schema.ts";

export const DELIVERY_STATUSES = delivery.shape.status.options;
export const DELIVERY_TRIGGERS = delivery.shape.trigger.options;
export const ATTEMPT_ERRORS = delivery.shape.error.unwrap().shape.code.options;

/** The log's filters as they stand in the address, named as in the API. What the API would refuse is dropped. */
export const deliveryFilterParsers = {
  status: parseAsNativeArrayOf(parseAsStringLiteral(DELIVERY_STATUSES)),
  eventType: parseAsNativeArrayOf(parseAsAccepted((text) => deliveryFilter.eventType.safeParse(text).success)),
  endpointId: parseAsAccepted((text) => listDeliveriesInput.shape.endpointId.safeParse(text).success),
  trigger: parseAsStringLiteral(DELIVERY_TRIGGERS),
  responseCode: createParser({ parse: parseResponseCode, serialize: String }),
  error: parseAsStringLiteral(ATTEMPT_ERRORS),
  after: parseAsAccepted((text) => deliveryFilter.after.safeParse(text).success),
  before: parseAsAccepted((text) => deliveryFilter.before.safeParse(text).success),
  q: parseAsAccepted((text) => deliveryFilter.q.safeParse(text).success),
};

export type DeliveryFilters = inferParserType<typeof deliveryFilterParsers>;

/** Reads the filters from a page's search parameters. */
export const loadDeliveryFilters = createLoader(deliveryFilterParsers);

/** The address of a list with these filters: `deliveriesHref("/t/acme/production/deliveries", { status: ["failed"] })`. */
export const deliveriesHref = createSerializer(deliveryFilterParsers);

/** The filters as the API takes them: what is not set is undefined. */
export function toListInput(filters: DeliveryFilters) {
  return {
    status: filters.status.length > 0 ? filters.status : undefined,
    eventType: filters.eventType.length > 0 ? filters.eventType : undefined,
    endpointId: filters.endpointId ?? undefined,
    trigger: filters.trigger ?? undefined,
    responseCode: filters.responseCode ?? undefined,
    error: filters.error ?? undefined,
    after: filters.after ?? undefined,
    before: filters.before ?? undefined,
    q: filters.q ?? undefined,
  };
}

export function isFiltered(filters: DeliveryFilters): boolean {
  return Object.values(toListInput(filters)).some((value) => value !== undefined);
}

function parseResponseCode(text: string): number | null {
  const parsed = deliveryFilter.responseCode.safeParse(text);
  return parsed.success ? (parsed.data ?? null) : null;
}

function parseAsAccepted(isAccepted: (text: string) => boolean) {
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text) => text });
}
