import { importEventTypes } from "#domain/event-type/import.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(importEventTypes) });
