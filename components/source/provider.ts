import type { Source } from "#domain/source/schema.ts";

export type Kind = Source["verification"]["kind"];

/** Who can send to a source, and where the secret comes from that proves it. */
export type Provider = {
  kind: Kind;
  label: string;
  /** How a request is proven, in one line. */
  proof: string;
  /** Whose secret it is: Posthouse makes it, the provider gives it, or either way. */
  secretFrom: "posthouse" | "provider" | "either";
  /** Types of the events it becomes. */
  events: string;
};

/** By kind, in the order in which they are offered. */
export const PROVIDERS: readonly Provider[] = [
  {
    kind: "github",
    label: "GitHub",
    proof: "Signed with your secret, in X-Hub-Signature-256",
    secretFrom: "posthouse",
    events: "github.push, github.issues.opened, …",
  },
  {
    kind: "stripe",
    label: "Stripe",
    proof: "Signed with Stripe’s whsec_… secret, with a time",
    secretFrom: "provider",
    events: "stripe.invoice.paid, stripe.charge.refunded, …",
  },
  {
    kind: "shopify",
    label: "Shopify",
    proof: "Signed with the shop’s or the app’s secret",
    secretFrom: "provider",
    events: "shopify.orders.create, shopify.products.update, …",
  },
  {
    kind: "slack",
    label: "Slack",
    proof: "Signed with the app’s signing secret, with a time",
    secretFrom: "provider",
    events: "slack.app_mention, slack.message, …",
  },
  {
    kind: "standard_webhooks",
    label: "Standard Webhooks",
    proof: "webhook-id, webhook-timestamp, webhook-signature",
    secretFrom: "either",
    events: "the body’s own type",
  },
  {
    kind: "hmac",
    label: "Any HMAC signature",
    proof: "A header, algorithm and encoding that you name",
    secretFrom: "either",
    events: "the body’s own type",
  },
  {
    kind: "token",
    label: "A secret token",
    proof: "Authorization: Bearer or X-Webhook-Secret",
    secretFrom: "posthouse",
    events: "the body’s own type",
  },
];

/** The provider of a kind. */
export function providerOf(kind: Kind): Provider {
  const provider = PROVIDERS.find((one) => one.kind === kind);
  if (provider === undefined) throw new Error(`No provider is known for the kind ${kind}.`);
  return provider;
}

/** What a source is called: its name, else who sends to it. */
export function sourceName({ name, verification }: Pick<Source, "name" | "verification">): string {
  return name === "" ? providerOf(verification.kind).label : name;
}
