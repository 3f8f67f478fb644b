import { acceptEvent } from "#domain/event/accept.ts";
import { listEvents } from "#domain/event/list.ts";
import { message } from "#domain/event/schema.ts";
import { EVENT_BYTES_MAX } from "#domain/event/words.ts";
import { rawBody, resource, route } from "#http/route.ts";

const body = { contentType: "application/json", schema: message, description: "The message, at most 256 KiB" };

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listEvents),
  POST: route(acceptEvent, { status: 202, readInput: rawBody(EVENT_BYTES_MAX, body) }),
});
