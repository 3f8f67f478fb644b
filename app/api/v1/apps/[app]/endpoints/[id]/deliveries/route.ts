import { listEndpointDeliveries } from "#domain/delivery/list-of-endpoint.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ GET: route(listEndpointDeliveries) });
