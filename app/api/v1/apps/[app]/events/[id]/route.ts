import { getEvent } from "#domain/event/get.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(getEvent) });
