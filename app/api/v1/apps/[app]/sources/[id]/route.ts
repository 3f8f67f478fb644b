import { deleteSource } from "#domain/source/delete.ts";
import { getSource } from "#domain/source/get.ts";
import { updateSource } from "#domain/source/update.ts";
import { resource, route } from "#http/route.ts";

const update = route(updateSource);

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(getSource),
  PUT: update,
  PATCH: update,
  DELETE: route(deleteSource),
});
