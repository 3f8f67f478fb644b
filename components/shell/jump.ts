import { type IdPrefix, idInside } from "#domain/id.ts";

/**
 * Where a pasted id lives under `basePath`, or null when it is no id that has a page.
 * Takes the id alone or anywhere in a text: a log line, a URL.
 */
export function findJump(basePath: string, text: string): { id: string; label: string; href: string } | null {
  const found = idInside(text);
  if (found === null) return null;
  const { label, href } = PLACES[found.prefix];
  return { id: found.id, label, href: `${basePath}/${href(found.id)}` };
}

/** What has no page of its own is shown by the page that lists it, or what it did. */
const PLACES: Record<IdPrefix, { label: string; href: (id: string) => string }> = {
  ep: { label: "endpoint", href: (id) => `endpoints/${id}` },
  dlv: { label: "delivery", href: (id) => `deliveries/${id}` },
  evt: { label: "event", href: (id) => `events/${id}` },
  src: { label: "source", href: (id) => `sources/${id}` },
  att: { label: "attempt’s delivery", href: (id) => `deliveries?q=${id}` },
  rpl: { label: "deliveries of the replay", href: (id) => `deliveries?q=${id}` },
  key: { label: "what the API key did", href: (id) => `audit?actor=${id}` },
  usr: { label: "what the person did", href: (id) => `audit?actor=${id}` },
  aud: { label: "audit log", href: () => "audit" },
  app: { label: "changes to the app", href: (id) => `audit?target=${id}` },
  tnt: { label: "changes to the tenant", href: (id) => `audit?target=${id}` },
};
