import { verifyEndpoint } from "#domain/endpoint/verify.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(verifyEndpoint) });
