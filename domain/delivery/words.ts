import type { ActionWords } from "#domain/audit/rule/action-words.ts";
import type { NumberRule } from "#domain/rule/field.ts";

export const DELIVERY_STATUSES = [
  "pending",
  "sending",
  "retrying",
  "succeeded",
  "failed",
  "dead_letter",
  "cancelled",
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const DELIVERY_TRIGGERS = ["event", "test", "replay"] as const;
export type DeliveryTrigger = (typeof DELIVERY_TRIGGERS)[number];

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
] as const;
export type AttemptError = (typeof ATTEMPT_ERRORS)[number];

export const TRIGGER_LABELS: Record<DeliveryTrigger, string> = { event: "Event", test: "Test", replay: "Replay" };

/** Each error in one or two words, for filters and narrow columns. */
export const ATTEMPT_ERROR_LABELS: Record<AttemptError, string> = {
  timeout: "Timed out",
  connect_timeout: "No connection in time",
  dns_error: "Name not resolved",
  connection_refused: "Connection refused",
  connection_reset: "Connection broken off",
  tls_error: "TLS failed",
  blocked_address: "Address not allowed",
  bad_response: "Not an HTTP answer",
  redirect: "Redirect",
  http_status: "HTTP status",
  unknown: "Unknown",
};

export const RESPONSE_CODE = {
  min: 100,
  max: 599,
  fault: "A status is a number from 100 to 599.",
} as const satisfies NumberRule;

/** The most statuses, or event types, that one filter names. */
export const FILTER_VALUES_MAX = 50;
/** The most deliveries of one status that are counted; beyond, there are "10,000+". */
export const COUNTED_MAX = 10_000;
/** The rows an export reads at a time: what it holds in memory at the most. */
export const EXPORT_PAGE_ROWS = 1000;

export const DELIVERY_AUDIT = {
  "delivery.replay": { label: "Delivery replayed", sentence: ({ target }) => `replayed the delivery ${target}` },
} satisfies Record<string, ActionWords>;
