import { createEndpoint } from "#domain/endpoint/create.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listEndpoints),
  POST: route(createEndpoint, { status: 201 }),
});
