import type { DeliveryStatus } from "#domain/delivery/words.ts";
import type { EndpointStatus, VerificationStatus } from "#domain/endpoint/words.ts";
import { patternsMatching } from "#domain/event-type/name.ts";
import type { ROUTING_REASONS } from "./schema.ts";

export type RoutingReason = (typeof ROUTING_REASONS)[number];

export type RoutedEvent = { id: string; type: string };
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
