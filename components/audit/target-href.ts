import { type Place, placeHref } from "#components/place/place.ts";
import type { AuditEntry } from "#domain/audit/schema.ts";

/** Where the thing that an entry is about can be looked at; null where it has no page of its own. */
export function targetHref(place: Place, { type, id }: AuditEntry["target"]): string | null {
  if (id === null) return null;
  const folder = FOLDERS[type];
  if (folder !== undefined) return placeHref(place, folder, id);
  const list = LISTS[type];
  return list === undefined ? null : placeHref(place, list);
}

const FOLDERS: Readonly<Record<string, string>> = {
  endpoint: "endpoints",
  delivery: "deliveries",
  event: "events",
  event_type: "event-types",
  source: "sources",
};

const LISTS: Readonly<Record<string, string>> = { api_key: "api-keys", member: "members", app: "settings" };
