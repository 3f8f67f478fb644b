import { ERROR_CODES, type ErrorCode } from "#domain/error.ts";

export type ProblemCode = ErrorCode | "internal_error";

/** What each `code` of a problem means to whoever called, and what to do about it. */
export const ERROR_MEANINGS: Record<ProblemCode, string> = {
  invalid_request: "Something in the path, the query, a header or the body is wrong. `issues` names each field.",
  invalid_cursor: "The cursor is not one that this list gave out. Start again without it.",
  tenant_required: "You belong to several tenants. Name one with the header `posthouse-tenant: <slug>`.",
  unauthenticated: "There are no credentials, or they are wrong, expired or revoked.",
  forbidden: "The credentials are good, but lack the permission that this needs.",
  not_found: "There is no such thing in this tenant and app. Another tenant's ids are answered alike.",
  method_not_allowed: "The path exists, but not with this method. The header `allow` names those it has.",
  conflict: "What is there already, or has happened already, stands in the way.",
  idempotency_in_progress: "A request with this Idempotency-Key still runs. Repeat it after `retry-after` seconds.",
  payload_expired: "The event's body is past its retention, so there is nothing left to send.",
  source_inactive: "The inbound URL was turned off by its owner. It may be turned on again.",
  payload_too_large: "The body is larger than this takes. Send less at once.",
  unsupported_media_type: "The `content-type` is not one that this takes.",
  delivery_in_flight: "The delivery has not ended yet. Replay it once it has failed.",
  delivery_succeeded: "The delivery was accepted. Send `force: true` to deliver it once more.",
  idempotency_key_reused: "This Idempotency-Key belongs to a different request of the last 24 hours. Use a new one.",
  unknown_event_type: "The app takes only event types of its catalogue (`requireKnownEventTypes`).",
  event_schema_mismatch: "The message does not match the JSON Schema of its event type (`validateEvents`).",
  state_forbids: "The current state, or a limit that is reached, does not allow this. `detail` says which.",
  rate_limited: "Too many requests. Try again after `retry-after` seconds.",
  unavailable: "The database cannot be reached just now. Try again after `retry-after` seconds.",
  internal_error: "A fault of ours, logged under `requestId`. Repeating the request may help.",
};

/** The status and the short title that go with a code. */
export function problemOf(code: ProblemCode): { status: number; title: string } {
  return code === "internal_error" ? { status: 500, title: "Internal error" } : ERROR_CODES[code];
}
