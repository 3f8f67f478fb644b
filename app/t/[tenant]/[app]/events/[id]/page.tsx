import type { Metadata } from "next";
import { prefetch } from "#app/prefetch.ts";
import { refusable } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import type { ItemPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { EventPage } from "#components/event/event-page.tsx";
import { eventQuery } from "#components/event/queries.ts";
import { shortenId } from "#components/format/short-id.ts";
import { Page } from "#components/shell/page.tsx";
import { getEvent } from "#domain/event/get.ts";
import { pageCaller } from "#http/page-actor.ts";
import { endpointNames } from "../../deliveries/endpoint-names.ts";
import { sendEventAction } from "../actions.ts";

/** Tells apart the tabs of somebody who opened several. */
export async function generateMetadata({ params }: ItemPageProps): Promise<Metadata> {
  return { title: `Event ${shortenId((await params).id)}` };
}

export default refusable(async function EventDetailPage({ params }: ItemPageProps) {
  const caller = await pageCaller(params);
  const { id } = await params;
  const [event, names] = await Promise.all([
    prefetch(eventQuery(caller.place, id), getEvent(caller, { id })),
    endpointNames(caller),
  ]);
  return (
    <Page queries={[event]}>
      <EventPage id={id} endpointNames={names} send={sendEventAction} />
    </Page>
  );
}, NotFoundHere);
