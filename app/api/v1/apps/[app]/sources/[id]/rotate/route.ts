import { rotateSource } from "#domain/source/rotate.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(rotateSource) });
