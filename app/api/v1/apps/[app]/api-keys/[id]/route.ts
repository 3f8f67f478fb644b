import { revokeApiKey } from "#domain/api-key/revoke.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ DELETE: route(revokeApiKey) });
