import { deleteEndpoint } from "#domain/endpoint/delete.ts";
import { getEndpoint } from "#domain/endpoint/get.ts";
import { updateEndpoint } from "#domain/endpoint/update.ts";
import { resource, route } from "#http/route.ts";

const update = route(updateEndpoint);

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(getEndpoint),
  PUT: update,
  PATCH: update,
  DELETE: route(deleteEndpoint),
});
