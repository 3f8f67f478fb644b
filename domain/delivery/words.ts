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
