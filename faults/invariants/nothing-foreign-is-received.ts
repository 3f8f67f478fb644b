import { indexBy } from "#faults/evidence/group.ts";
import type { Invariant } from "./invariant.ts";

/** Received ⊆ accepted: every hit is a delivery of an event that was posted, by its own tenant, at its endpoint's URL. */
export const nothingForeignIsReceived: Invariant = {
  name: "received ⊆ accepted, right tenant, right URL",
  check: ({ deliveries, endpoints, events, posts, hits }) => {
    const deliveryOf = indexBy(deliveries, ({ id }) => id);
    const endpointOf = indexBy(endpoints, ({ id }) => id);
    const eventOf = indexBy(events, ({ id }) => id);
    const postOf = indexBy(posts, ({ bodySha256 }) => bodySha256);
    return hits.flatMap((hit) => {
      const delivery = deliveryOf.get(hit.delivery);
      if (!delivery) return [`${hit.delivery || "a hit without a delivery"} is no delivery of ours`];
      const event = eventOf.get(delivery.eventId);
      if (!event || hit.webhookId !== event.id) return [`${hit.delivery} arrived as ${hit.webhookId}`];
      const endpoint = endpointOf.get(delivery.endpointId);
      if (endpoint?.path !== hit.path) return [`${hit.delivery} arrived at ${hit.path}`];
      const post = postOf.get(event.bodySha256);
      if (!post && !event.isSynthetic) return [`${hit.delivery} carries an event that nobody posted`];
      const tenants = new Set([post?.tenantId ?? event.tenantId, event.tenantId, delivery.tenantId, endpoint.tenantId]);
      return tenants.size === 1 ? [] : [`${hit.delivery} crossed from one tenant to another`];
    });
  },
};
