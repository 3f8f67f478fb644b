import { getWall } from "#domain/wall/get-wall.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(getWall) });
