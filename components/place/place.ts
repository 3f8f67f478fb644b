/** Where in the dashboard somebody stands: the slugs of tenant and app, as in the address. */
export type Place = { tenant: string; app: string };

/** The address of a page of this app: `placeHref(place, "endpoints", id)`. The one place that builds such links. */
export function placeHref(place: Place, ...segments: readonly string[]): string {
  return ["", "t", place.tenant, place.app, ...segments].map(encodeURIComponent).join("/");
}
