import { createEventType } from "#domain/event-type/create.ts";
import { listEventTypes } from "#domain/event-type/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listEventTypes),
  POST: route(createEventType, { status: 201 }),
});
