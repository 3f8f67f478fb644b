import { listDeliveries } from "#domain/delivery/list.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(listDeliveries) });
