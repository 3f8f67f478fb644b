import { createApiKey } from "#domain/api-key/create.ts";
import { listApiKeys } from "#domain/api-key/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listApiKeys),
  POST: route(createApiKey, { status: 201 }),
});
