import { replayDelivery } from "#domain/delivery/replay.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(replayDelivery, { status: 202 }) });
