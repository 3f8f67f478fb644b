import { rotateEndpointSecret } from "#domain/endpoint/rotate-secret.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(rotateEndpointSecret) });
