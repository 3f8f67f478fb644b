import type { Metadata } from "next";
import { prefetch } from "#app/prefetch.ts";
import { refusable } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import type { ItemPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { DeliveryPage } from "#components/delivery/delivery-page.tsx";
import { deliveryEndpointQuery, deliveryQuery, kinQuery } from "#components/delivery/queries.ts";
import { shortenId } from "#components/format/short-id.ts";
import { Page } from "#components/shell/page.tsx";
import { getDelivery } from "#domain/delivery/get.ts";
import { listDeliveries } from "#domain/delivery/list.ts";
import { getEndpoint } from "#domain/endpoint/get.ts";
import { onPage, pageCaller } from "#http/page-actor.ts";
import { replayDeliveryAction } from "../actions.ts";
import { appRules } from "../app-rules.ts";

/** Tells apart the tabs of somebody who opened several. */
export async function generateMetadata({ params }: ItemPageProps): Promise<Metadata> {
  return { title: `Delivery ${shortenId((await params).id)}` };
}

export default refusable(async function DeliveryDetailPage({ params }: ItemPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const { id } = await params;
  const delivery = await onPage(getDelivery(caller, { id }));
  const { endpointId, eventId } = delivery;
  const [endpoint, kin, rules] = await Promise.all([
    prefetch(deliveryEndpointQuery(place, endpointId), getEndpoint(caller, { id: endpointId })),
    prefetch(kinQuery(place, delivery), listDeliveries(caller, { eventId, endpointId, limit: 100 })),
    appRules(caller),
  ]);
  const queries = [{ queryKey: deliveryQuery(place, id).queryKey, data: delivery }, endpoint, kin];
  return (
    <Page queries={queries}>
      <DeliveryPage id={id} rules={rules} replay={replayDeliveryAction} />
    </Page>
  );
}, NotFoundHere);
