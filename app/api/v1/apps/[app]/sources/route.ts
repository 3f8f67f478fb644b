import { createSource } from "#domain/source/create.ts";
import { listSources } from "#domain/source/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listSources),
  POST: route(createSource, { status: 201 }),
});
