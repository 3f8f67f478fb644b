import { archiveEventType } from "#domain/event-type/archive.ts";
import { getEventType } from "#domain/event-type/get.ts";
import { updateEventType } from "#domain/event-type/update.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(getEventType),
  PATCH: route(updateEventType),
  DELETE: route(archiveEventType),
});
