import type { ActionWords } from "#domain/audit/rule/action-words.ts";

/** What Posthouse itself tells an app's endpoints about: the types of its operational events. */
export const OPERATIONAL_EVENT_TYPES = [
  "endpoint.failing",
  "endpoint.suspended",
  "endpoint.resumed",
  "delivery.dead_letter",
] as const;
export type OperationalEventType = (typeof OPERATIONAL_EVENT_TYPES)[number];

export const ROUTING_REASONS = [
  "matched",
  "type_not_subscribed",
  "created_later",
  "paused",
  "suspended",
  "unverified",
  "inactive",
] as const;
export type RoutingReason = (typeof ROUTING_REASONS)[number];

export const EVENT_BYTES_MAX = 256 * 1024;
export const BATCH_LINES_MAX = 1000;

export const EVENT_AUDIT = {
  "event.accept": { label: "Event sent by hand", sentence: ({ target }) => `sent the event ${target} by hand` },
  "event.accept_batch": {
    label: "Events sent by hand",
    sentence: ({ after, say }) => `sent ${say.count(after.events, "event", "events")} by hand`,
  },
} satisfies Record<string, ActionWords>;
