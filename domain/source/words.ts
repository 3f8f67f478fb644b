import type { Act, ActionWords } from "#domain/audit/rule/action-words.ts";
import { namesIn, type TextRule } from "#domain/rule/field.ts";

/** The kinds of source: who sends, and so how a request is proven. */
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

export const HMAC_ALGORITHMS = ["sha256", "sha1", "sha512"] as const;
export const HMAC_ENCODINGS = ["hex", "base64"] as const;

/** A provider's own secret. A shorter one could be guessed from one signature that was seen. */
export const OWN_SECRET_LENGTH_MIN = 8;
export const OWN_SECRET_LENGTH_MAX = 256;

/** The answer to who brings a secret for a source of a kind whose secret is always made here. */
export const OWN_SECRET_REFUSED = "A token is always made here. Leave it out";

/** How the owner of a source says it is signed: in which header, and how the signature over the raw body is written there. */
export type HmacRule = {
  header: string;
  algorithm: (typeof HMAC_ALGORITHMS)[number];
  encoding: (typeof HMAC_ENCODINGS)[number];
  prefix: string;
};

export const HMAC_RULE_DEFAULTS = { algorithm: "sha256", encoding: "hex", prefix: "" } as const;

/** The type of an event whose request names none, at a source without a `defaultEventType`. */
export const FALLBACK_EVENT_TYPE = "source.received";

/** What people are told of a kind. Its rules stand in `providers/`. */
export type KindWords = {
  label: string;
  /** How a request is proven, in one line. */
  proof: string;
  /** Types of the events it becomes. */
  events: string;
  /** Whose secret it is: always made here, always the provider's (so that one made here only waits for it), or either way. */
  secretFrom: "posthouse" | "provider" | "either";
  /** Beside the field for the provider's own secret; null where there is no such field. */
  ownSecretHint: string | null;
  /** What the rule of such a source is where its owner says nothing; null for kinds without one. */
  ruleDefaults: Omit<HmacRule, "header"> | null;
  /** What to do at the provider: `code`, and {url}, {secret}, {header} and {prefix} where they stand. */
  setUp: (rule: HmacRule) => readonly string[];
  /** How a shell can prove a request; null where only the provider can do so simply. */
  shellProof: ((rule: HmacRule) => ShellProof) | null;
};

/** The header that proves a request: by a signature, else by the secret itself; and another that goes with it. */
export type ShellProof = { header: string; signature: Omit<HmacRule, "header"> | null; alsoHeader?: string };

/** By kind, in the order in which they are offered. */
export const KIND_WORDS: Record<VerificationKind, KindWords> = {
  github: {
    label: "GitHub",
    proof: "Signed with your secret, in X-Hub-Signature-256",
    events: "github.push, github.issues.opened, …",
    secretFrom: "either",
    ownSecretHint: "Leave it empty, and Posthouse makes one to paste into GitHub.",
    ruleDefaults: null,
    setUp: () => [
      "In the repository or organisation: Settings, Webhooks, Add webhook.",
      "Payload URL: {url}",
      "Content type: `application/json`. Secret: {secret}.",
      "Choose the events and add it. GitHub sends a ping at once; it arrives here as `github.ping`.",
    ],
    shellProof: () => ({
      header: "X-Hub-Signature-256",
      signature: { algorithm: "sha256", encoding: "hex", prefix: "sha256=" },
      alsoHeader: "X-GitHub-Event: ping",
    }),
  },
  stripe: {
    label: "Stripe",
    proof: "Signed with Stripe’s whsec_… secret, with a time",
    events: "stripe.invoice.paid, stripe.charge.refunded, …",
    secretFrom: "provider",
    ownSecretHint: "Stripe shows it (whsec_…) once it knows the URL. Leave it empty now and fill it in afterwards.",
    ruleDefaults: null,
    setUp: () => [
      "In Stripe: Developers, Webhooks, Add destination. Choose the events.",
      "Endpoint URL: {url}",
      "Stripe then shows its signing secret, `whsec_…`. Give it to this source: Rotate secret, “The provider’s own”.",
    ],
    shellProof: null,
  },
  shopify: {
    label: "Shopify",
    proof: "Signed with the shop’s or the app’s secret",
    events: "shopify.orders.create, shopify.products.update, …",
    secretFrom: "provider",
    ownSecretHint:
      "The key that the shop’s notifications are signed with, or the app’s client secret. Can follow later.",
    ruleDefaults: null,
    setUp: () => [
      "In the shop: Settings, Notifications, Webhooks, Create webhook. Format: `JSON`.",
      "URL: {url}",
      "Below the list the shop names the key it signs with (for an app it is the app’s client secret). Give it to this source: Rotate secret, “The provider’s own”.",
    ],
    shellProof: null,
  },
  slack: {
    label: "Slack",
    proof: "Signed with the app’s signing secret, with a time",
    events: "slack.app_mention, slack.message, …",
    secretFrom: "provider",
    ownSecretHint: "The app’s signing secret, under Basic Information. Can follow later.",
    ruleDefaults: null,
    setUp: () => [
      "In your Slack app: Basic Information, Signing Secret. Give it to this source: Rotate secret, “The provider’s own”.",
      "Event Subscriptions: switch them on.",
      "Request URL: {url}",
      "Slack checks the address at once and Posthouse answers. Subscribe to events and reinstall the app.",
    ],
    shellProof: null,
  },
  standard_webhooks: {
    label: "Standard Webhooks",
    proof: "webhook-id, webhook-timestamp, webhook-signature",
    events: "the body’s own type",
    secretFrom: "either",
    ownSecretHint: "Where the provider shows one (whsec_…). Leave it empty, and Posthouse makes one for the provider.",
    ruleDefaults: null,
    setUp: () => [
      "At the provider, the URL is: {url}",
      "Where the provider asks for a secret, give it {secret}. Where it shows one, `whsec_…`, give that to this source: Rotate secret, “The provider’s own”.",
    ],
    shellProof: null,
  },
  hmac: {
    label: "Any HMAC signature",
    proof: "A header, algorithm and encoding that you name",
    events: "the body’s own type",
    secretFrom: "either",
    ownSecretHint: "Where the provider gives one. Leave it empty, and Posthouse makes one for the provider.",
    ruleDefaults: HMAC_RULE_DEFAULTS,
    setUp: ({ algorithm, encoding, prefix }) => [
      "Post to: {url}",
      `Sign the body, byte for byte, with HMAC-${algorithm.toUpperCase()} and {secret}.`,
      `Write the signature in ${encoding} into the header {header}${prefix === "" ? "" : ", after {prefix}"}.`,
    ],
    shellProof: ({ header, ...signature }) => ({ header, signature }),
  },
  token: {
    label: "A secret token",
    proof: "Authorization: Bearer or X-Webhook-Secret",
    events: "the body’s own type",
    secretFrom: "posthouse",
    ownSecretHint: null,
    ruleDefaults: null,
    setUp: () => ["Post to: {url}", "With {secret} in the header `X-Webhook-Secret`, or as `Authorization: Bearer`."],
    shellProof: () => ({ header: "X-Webhook-Secret", signature: null }),
  },
};

/** The rule that goes with a source's verification, whole; nobody asks for that of kinds without one. */
export function ruleOf({ kind: _, ...given }: Partial<HmacRule> & { kind: VerificationKind }): HmacRule {
  return { header: "", ...HMAC_RULE_DEFAULTS, ...given };
}

/** What a source is called: its name, else who sends to it. */
export function sourceName(source: { name: string; verification: { kind: VerificationKind } }): string {
  return source.name === "" ? KIND_WORDS[source.verification.kind].label : source.name;
}

/** Why a request was refused at a source, and what helps: for the people of the source, never for its sender. */
export const REFUSAL_WORDS = {
  inactive: { what: "The source is deactivated", help: "Activate it to take requests in again." },
  unsupported_media_type: {
    what: "Its content type is neither JSON, a form nor text",
    help: "Choose JSON at the provider.",
  },
  payload_too_large: { what: "It was too large", help: "Let the provider send less in one request." },
  missing_proof: {
    what: "It carried no proof",
    help: "Check that the provider knows the secret, and that the source is of the provider’s kind.",
  },
  malformed_proof: {
    what: "Its proof is not written as this kind writes it",
    help: "Check the header, its prefix, and hex against base64.",
  },
  malformed_timestamp: { what: "Its time could not be read", help: "Check that the source is of the provider’s kind." },
  timestamp_too_old: {
    what: "It was signed more than five minutes ago",
    help: "A replayed request, or a sender whose clock is behind.",
  },
  timestamp_too_new: { what: "It was signed in the future", help: "The sender’s clock is ahead by over five minutes." },
  wrong_proof: {
    what: "Its proof does not fit the secret",
    help: "Another secret, or something on the way changed the body.",
  },
  rate_limited: { what: "Too many came at once", help: "Some are kept here, to see who sends them." },
} satisfies Record<string, { what: string; help: string }>;
export type RefusalReason = keyof typeof REFUSAL_WORDS;
export const REFUSAL_REASONS: readonly RefusalReason[] = namesIn(REFUSAL_WORDS);

/** An id in the tenant's own systems: what a process or a thread of theirs is called. */
export const OWN_ID = { lengthMax: 200 } as const satisfies TextRule;

export const SOURCE_AUDIT = {
  "source.create": { label: "Source created", sentence: ({ target }) => `created the source ${target}` },
  "source.update": { label: "Source changed", sentence: updated },
  "source.rotate": {
    label: "Source’s secret rotated",
    sentence: ({ target, after, say }) =>
      `rotated the secret of ${target}${say.grace(after.graceSeconds, (span) => `is good for ${span} more`)}`,
  },
  "source.delete": { label: "Source deleted", sentence: ({ target }) => `deleted the source ${target}` },
} satisfies Record<string, ActionWords>;

function updated(act: Act): string {
  const { target, before, after, say } = act;
  if (before.active === true && after.active === false) return `deactivated the source ${target}`;
  if (before.active === false && after.active === true) return `activated the source ${target}`;
  return `changed ${say.changes(act)} of the source ${target}`;
}
