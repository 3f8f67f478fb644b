/** The parts of the API in the order in which people meet them, by the noun in the path. */
const TAGS: Record<string, { name: string; description: string }> = {
  endpoints: {
    name: "Endpoints",
    description: "A subscriber's URL with its event types, signing secrets, settings and health.",
  },
  events: { name: "Events", description: "Accepted, immutable facts: a type and the exact bytes received." },
  deliveries: {
    name: "Deliveries",
    description: "One event for one endpoint, with every attempt. A replay is a new delivery of an old event.",
  },
  replays: { name: "Bulk replays", description: "Many deliveries made anew by one durable, paced job." },
  "event-types": { name: "Event types", description: "The catalogue: names, JSON Schemas and examples." },
  sources: { name: "Sources", description: "Inbound webhook URLs with their verification rules and secrets." },
  health: { name: "Health", description: "How an app's deliveries do as a whole, over time." },
  apps: { name: "Apps", description: "Namespaces inside a tenant, with their settings." },
  members: { name: "Members", description: "Who belongs to the tenant, in which role." },
  "api-keys": { name: "API keys", description: "What programs sign in with." },
  "audit-log": { name: "Audit log", description: "Who changed what, when and from where." },
};

export type Tag = { slug: string; name: string; description: string };

/** The part of the API that a path belongs to. A new noun makes a part of its own, named after itself. */
export function tagOf(path: string): Tag {
  const slug = /^\/api\/v1\/(?:apps\/\{app\}\/)?([\w-]+)/.exec(path)?.[1] ?? "";
  const name = `${slug.charAt(0).toUpperCase()}${slug.slice(1).replaceAll("-", " ")}`;
  return { slug, ...(TAGS[slug] ?? { name, description: `${name} of the tenant.` }) };
}

/** Where a tag stands among the others; new ones come last. */
export function tagPlace({ slug }: Tag): number {
  const at = Object.keys(TAGS).indexOf(slug);
  return at < 0 ? Object.keys(TAGS).length : at;
}
