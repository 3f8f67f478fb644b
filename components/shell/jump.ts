/**
 * Where a pasted id lives under `basePath`, or null when it is no id that has a page.
 * Takes the id alone or anywhere in a text: a log line, a URL.
 */
export function findJump(basePath: string, text: string): { id: string; label: string; href: string } | null {
  const match = ID.exec(text);
  const prefix = match?.[1];
  const id = match?.[0];
  if (prefix === undefined || id === undefined) return null;
  const place = PLACES[prefix];
  return place === undefined ? null : { id, label: place.label, href: `${basePath}/${place.path}/${id}` };
}

// TypeID: a prefix and 26 characters of Crockford base32.
const ID = /\b(ep|dlv|evt|src)_[0-7][0-9a-hjkmnp-tv-z]{25}\b/;

const PLACES: Record<string, { label: string; path: string }> = {
  ep: { label: "endpoint", path: "endpoints" },
  dlv: { label: "delivery", path: "deliveries" },
  evt: { label: "event", path: "events" },
  src: { label: "source", path: "sources" },
};
