import { API_KEY_AUDIT } from "#domain/api-key/words.ts";
import { APP_AUDIT, APP_SETTINGS } from "#domain/app/words.ts";
import { DELIVERY_AUDIT } from "#domain/delivery/words.ts";
import { ENDPOINT_AUDIT, ENDPOINT_SETTINGS } from "#domain/endpoint/words.ts";
import { EVENT_AUDIT } from "#domain/event/words.ts";
import { EVENT_TYPE_AUDIT } from "#domain/event-type/words.ts";
import { MEMBER_AUDIT } from "#domain/member/words.ts";
import { REPLAY_AUDIT } from "#domain/replay/words.ts";
import type { FieldWords, TextRule } from "#domain/rule/field.ts";
import { SOURCE_AUDIT } from "#domain/source/words.ts";
import { SUPPORT_AUDIT } from "#domain/support/words.ts";
import { TENANT_AUDIT } from "#domain/tenant/words.ts";
import type { ActionWords } from "./rule/action-words.ts";

export const ACTOR_TYPES = ["user", "key", "staff", "system"] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

export const ACTOR_LABELS: Record<ActorType, string> = {
  user: "Person",
  key: "API key",
  staff: "Support",
  system: "Posthouse",
};

/** What the log may be asked for: an action or an actor's id; any id or an event type's name. */
export const AUDIT_FILTERS = {
  action: { lengthMax: 100 },
  actor: { lengthMax: 100 },
  target: { lengthMax: 200 },
} as const satisfies Record<string, TextRule>;

/** Every action that the log knows: an operation that is audited is one of them. */
export const AUDIT_WORDS = {
  ...ENDPOINT_AUDIT,
  ...DELIVERY_AUDIT,
  ...REPLAY_AUDIT,
  ...EVENT_AUDIT,
  ...EVENT_TYPE_AUDIT,
  ...SOURCE_AUDIT,
  ...API_KEY_AUDIT,
  ...APP_AUDIT,
  ...MEMBER_AUDIT,
  ...TENANT_AUDIT,
  ...SUPPORT_AUDIT,
};
export type AuditAction = keyof typeof AUDIT_WORDS;

/** The words of an action; undefined for one that only an older or a newer Posthouse knows. */
export function actionWords(action: string): ActionWords | undefined {
  return Object.hasOwn(AUDIT_WORDS, action) ? AUDIT_WORDS[action as AuditAction] : undefined;
}

/** The name of an audited field for people: `retrySchedule` → retry schedule; `suspension.minFailures` keeps its path. */
export function fieldWords(path: string): string {
  return path
    .split(".")
    .map((name) => FIELDS[name] ?? spaced(name))
    .join(" › ");
}

const FIELDS: Readonly<Record<string, string>> = {
  ...namesOf(ENDPOINT_SETTINGS),
  ...namesOf(APP_SETTINGS),
  minFailures: APP_SETTINGS.suspensionMinFailures.audit,
  minSeconds: APP_SETTINGS.suspensionMinSeconds.audit,
  appId: "app",
  signingSecretLast4: "secret’s last four",
  previousSecretExpiresAt: "older secret ends",
  graceSeconds: "grace",
};

function namesOf(settings: Readonly<Record<string, FieldWords>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, { label, audit }]) => [name, audit ?? small(label)]));
}

/** `Rate limit` → rate limit; an abbreviation such as `URL` stays. */
function small(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function spaced(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}
