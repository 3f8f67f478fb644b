import { countDeliveriesByStatus } from "#domain/delivery/count-by-status.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(countDeliveriesByStatus) });
