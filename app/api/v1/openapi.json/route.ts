import { config } from "#domain/config.ts";
import { published } from "#http/openapi/published.ts";
import { resource } from "#http/route.ts";

/** The API's description, for anybody and from any page: it says nothing of what is stored here but the address. */
async function describeApi(): Promise<Response> {
  const servers = [{ url: config().PUBLIC_URL, description: "This Posthouse" }];
  return Response.json({ ...published, servers }, { headers: { "access-control-allow-origin": "*" } });
}

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: describeApi });
