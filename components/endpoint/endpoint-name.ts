import type { Endpoint } from "#domain/endpoint/schema.ts";

/** What an endpoint is called: its name, else the host and path of its URL. */
export function endpointName({ name, url }: Pick<Endpoint, "name" | "url">): string {
  if (name !== "") return name;
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return pathname === "/" ? host : `${host}${pathname}`;
}
