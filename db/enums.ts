/** The closed lists of words that the database, the wire and the screens share. */

export const ENDPOINT_STATUSES = ["active", "paused", "suspended", "inactive"] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

export const STATUS_REASONS = ["manual", "gone", "failing", "deleted"] as const;
export type StatusReason = (typeof STATUS_REASONS)[number];

export const VERIFICATION_STATUSES = ["unverified", "verified", "failed"] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

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

export const REPLAY_STATES = ["running", "paused", "completed", "cancelled"] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

/** What Posthouse itself tells an app's endpoints about: the types of its operational events. */
export const OPERATIONAL_EVENT_TYPES = [
  "endpoint.failing",
  "endpoint.suspended",
  "endpoint.resumed",
  "delivery.dead_letter",
] as const;
export type OperationalEventType = (typeof OPERATIONAL_EVENT_TYPES)[number];

export const ROLES = ["admin", "operator", "member"] as const;
export type Role = (typeof ROLES)[number];

export const ACTOR_TYPES = ["user", "key", "staff", "system"] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

export const KEY_PERMISSIONS = ["manage_webhooks", "send_events"] as const;
export type KeyPermission = (typeof KEY_PERMISSIONS)[number];

export const VERIFICATION_KINDS = [
  "token",
  "standard_webhooks",
  "github",
  "stripe",
  "shopify",
  "slack",
  "hmac",
] as const;
export type VerificationKind = (typeof VERIFICATION_KINDS)[number];
