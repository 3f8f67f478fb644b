import { testEndpoint } from "#domain/endpoint/send-test.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(testEndpoint, { status: 202 }) });
