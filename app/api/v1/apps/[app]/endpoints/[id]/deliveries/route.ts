import { listEndpointDeliveries } from "#domain/delivery/list-of-endpoint.ts";
import { purgeEndpointDeliveries } from "#domain/endpoint/purge-deliveries.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(listEndpointDeliveries),
  DELETE: route(purgeEndpointDeliveries),
});
