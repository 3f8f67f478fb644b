import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsStringLiteral,
} from "nuqs/server";
import { eventTypeIssue, isIdOf, isMoment, isSearch, parseStatusCode } from "#components/query/accepted.ts";
import type { Delivery } from "#domain/delivery/schema.ts";

// Told here once more, so that no page needs the schemas' library; the tests compare.
export const DELIVERY_STATUSES = [
  "pending",
  "sending",
  "retrying",
  "succeeded",
  "failed",
  "dead_letter",
  "cancelled",
] as const satisfies readonly Delivery["status"][];
export const DELIVERY_TRIGGERS = ["event", "test", "replay"] as const satisfies readonly Delivery["trigger"][];
export const ATTEMPT_ERRORS = [
  "timeout",
  "connect_timeout",
  "dns_error",
  "connection_refused",
  "connection_reset",
  "tls_error",
  "blocked_address",
  "bad_response",
  "redirect",
  "http_status",
  "unknown",
] as const satisfies readonly NonNullable<Delivery["error"]>["code"][];

/** The log's filters as they stand in the address, named as in the API. What the API would refuse is dropped. */
export const deliveryFilterParsers = {
  status: parseAsNativeArrayOf(parseAsStringLiteral(DELIVERY_STATUSES)),
  eventType: parseAsNativeArrayOf(parseAsAccepted((text) => eventTypeIssue(text) === null)),
  endpointId: parseAsAccepted((text) => isIdOf("ep", text)),
  trigger: parseAsStringLiteral(DELIVERY_TRIGGERS),
  responseCode: createParser({ parse: parseStatusCode, serialize: String }),
  error: parseAsStringLiteral(ATTEMPT_ERRORS),
  after: parseAsAccepted(isMoment),
  before: parseAsAccepted(isMoment),
  q: parseAsAccepted(isSearch),
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

function parseAsAccepted(isAccepted: (text: string) => boolean) {
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text) => text });
}
