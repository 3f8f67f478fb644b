import type { ActionWords } from "#domain/audit/rule/action-words.ts";
import { type FieldWords, NAME, type NumberRule, type TextRule } from "#domain/rule/field.ts";

/** The app that the short paths of the API mean, and the first one of every tenant. */
export const DEFAULT_APP_SLUG = "production";

/** What can be set of an app, by the column that keeps it. */
export const APP_SETTINGS = {
  name: { label: "Name", ...NAME, fault: "From 1 to 120 characters" },
  requireKnownEventTypes: {
    label: "Take known event types only",
    hint: "An event whose type is not in the catalogue is refused with 422, and its sender told which type it was.",
    audit: "only known event types",
  },
  validateEvents: {
    label: "Check events against their schema",
    hint: "An event that does not match its type’s schema is refused with 422, with each place where it departs.",
    audit: "events checked against schemas",
  },
  requireVerification: {
    label: "Deliver to verified endpoints only",
    hint: "The deliveries of an endpoint that never answered a challenge wait until it does. Those that wait now are not lost.",
    audit: "verification required",
  },
  suspensionMinFailures: {
    label: "Failed attempts in a row",
    audit: "failures in a row",
    min: 1,
    max: 10_000,
    fault: "A whole number from 1 to 10,000",
  },
  suspensionMinSeconds: {
    label: "Time since the first of them",
    audit: "time failing",
    min: 60,
    max: 30 * 86_400,
    fault: "From 1 minute to 30 days",
  },
  retrySchedule: { label: "Retry schedule" },
} as const satisfies Record<string, FieldWords & Partial<TextRule & NumberRule>>;

export type AppSetting = keyof typeof APP_SETTINGS;
/** Those that sit in `suspension` on the wire. */
export type SuspensionSetting = "suspensionMinFailures" | "suspensionMinSeconds";

export const APP_SLUG = {
  lengthMax: 48,
  pattern: /^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/,
  fault: "1–48 lower-case letters, digits and hyphens",
} as const satisfies TextRule;

export const APP_AUDIT = {
  "app.create": { label: "App created", sentence: ({ target }) => `created the app ${target}` },
  "app.update": {
    label: "App’s settings changed",
    sentence: (act) => `changed ${act.say.changes(act)} of the app ${act.target}`,
    here: () => "changed the app’s settings",
  },
} satisfies Record<string, ActionWords>;
