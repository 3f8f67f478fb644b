import { pauseReplay } from "#domain/replay/pause.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(pauseReplay) });
