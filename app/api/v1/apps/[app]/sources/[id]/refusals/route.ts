import { listSourceRefusals } from "#domain/source/list-refusals.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(listSourceRefusals) });
