import type { Act, ActionWords } from "#domain/audit/rule/action-words.ts";
import type { FieldWords, NumberRule, TextRule } from "#domain/rule/field.ts";
import { DESCRIPTION, NAME } from "#domain/rule/field.ts";

export const ENDPOINT_STATUSES = ["active", "paused", "suspended", "inactive"] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

export const STATUS_REASONS = ["manual", "gone", "failing", "deleted"] as const;
export type StatusReason = (typeof STATUS_REASONS)[number];

export const VERIFICATION_STATUSES = ["unverified", "verified", "failed"] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

/** What can be set of an endpoint, by the column that keeps it. */
export const ENDPOINT_SETTINGS = {
  // Proxies and servers commonly refuse longer request lines.
  url: { label: "URL", lengthMax: 2048 },
  name: { label: "Name", ...NAME },
  description: { label: "Description", ...DESCRIPTION },
  eventTypes: { label: "Event types", unset: "all events", entriesMax: 100 },
  headerNames: {
    label: "Headers",
    hint: "Sent with every attempt. Values are encrypted and never shown again.",
    entriesMax: 20,
    fault: "At most 20 headers",
  },
  timeoutMs: {
    label: "Timeout",
    hint: "The whole attempt, 1–30 s.",
    min: 1000,
    max: 30_000,
    fault: "From 1 to 30 seconds",
  },
  rateLimitPerSecond: {
    label: "Rate limit",
    hint: "Empty: none.",
    min: 1,
    max: 1000,
    fault: "A whole number from 1 to 1000, or empty for no limit",
  },
  maxInFlight: { label: "Parallel attempts", hint: "Under way at the same time, 1–100.", min: 1, max: 100 },
  retrySchedule: { label: "Retry schedule", unset: "the app’s", entriesMax: 20 },
  version: {
    label: "Version",
    hint: "A label of your own for the shape of the payload, sent as posthouse-version.",
    lengthMax: 64,
    pattern: /^[\x21-\x7e]{1,64}$/,
    fault: "Up to 64 printable characters without spaces",
  },
  metadata: {
    label: "Metadata",
    hint: "For your own use; shown here and in the API, never sent.",
    entriesMax: 20,
    fault: "At most 20 pairs",
    keyLengthMax: 64,
    valueLengthMax: 500,
  },
} as const satisfies Record<string, FieldWords & Partial<TextRule & NumberRule & Record<`${string}Max`, number>>>;

export type EndpointSetting = keyof typeof ENDPOINT_SETTINGS;
/** Those that sit in `requestConfig` on the wire. */
export type RequestSetting = "timeoutMs" | "headerNames";

/** What a new endpoint is like where nobody says otherwise: everything but its URL. */
export const ENDPOINT_DEFAULTS = {
  name: "",
  description: "",
  eventTypes: null,
  requestConfig: { timeoutMs: 15_000, headers: {} },
  rateLimitPerSecond: null,
  maxInFlight: 10,
  retrySchedule: null,
  version: null,
  metadata: {},
} satisfies Record<Exclude<EndpointSetting, "url" | RequestSetting> | "requestConfig", unknown>;

/** A wait between two attempts, in seconds. */
export const RETRY_WAIT = {
  min: 1,
  max: 86_400,
  fault: "Each wait takes from 1 second to 24 hours",
} as const satisfies NumberRule;

/** How long an older secret stays good once there is a newer one. */
export const GRACE_SECONDS_MAX = 604_800;
export const GRACE_SECONDS_DEFAULT = 86_400;

/** The most endpoints one call for sparklines names. */
export const SPARKLINES_MAX = 500;

export const ENDPOINT_AUDIT = {
  "endpoint.create": { label: "Endpoint created", sentence: ({ target }) => `created the endpoint ${target}` },
  "endpoint.update": { label: "Endpoint changed, paused or resumed", sentence: updated },
  "endpoint.rotate_secret": {
    label: "Endpoint’s secret rotated",
    sentence: ({ target, after, say }) =>
      `rotated the secret of ${target}${say.grace(after.graceSeconds, (span) => `is good for ${span} more`)}`,
    here: ({ after, say }) =>
      `rotated the signing secret${say.grace(after.graceSeconds, (span) => `signs too for ${span}`)}`,
  },
  "endpoint.test": { label: "Test sent", sentence: ({ target }) => `sent a test to ${target}` },
  "endpoint.verify": {
    label: "Endpoint verified",
    sentence: ({ target, after }) =>
      after.verification === "verified" ? `verified ${target}` : `tried to verify ${target}, in vain`,
  },
  "endpoint.delete": {
    label: "Endpoint deleted",
    sentence: ({ target, after }) =>
      after.permanent === true ? `removed ${target} for good` : `deleted the endpoint ${target}`,
  },
  "endpoint.purge_deliveries": {
    label: "Delivery history deleted",
    sentence: ({ target }) => `deleted the delivery history of ${target}`,
    here: () => "deleted its delivery history",
  },
  "endpoint.suspend": {
    label: "Endpoint suspended",
    sentence: ({ target, after }) =>
      `suspended ${target}${after.statusReason === "gone" ? ": it answered 410 Gone" : ""}`,
    here: () => "suspended it",
  },
} satisfies Record<string, ActionWords>;

function updated(act: Act): string {
  const { target, before, after, say } = act;
  if (after.status === "paused") return `paused ${target}`;
  if (after.status === "active" && before.status !== undefined) return `resumed ${target}`;
  if (Object.keys(before).length > 0) return `changed ${say.changes(act)} of ${target}`;
  return "headerValuesChanged" in after ? `changed header values of ${target}` : `saved ${target} unchanged`;
}
