import { getEndpointHealth } from "#domain/endpoint/get-health.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(getEndpointHealth) });
