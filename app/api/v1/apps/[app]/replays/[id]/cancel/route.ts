import { cancelReplay } from "#domain/replay/cancel.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(cancelReplay) });
