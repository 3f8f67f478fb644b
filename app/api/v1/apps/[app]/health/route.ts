import { getAppHealth } from "#domain/health/get-app.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(getAppHealth) });
