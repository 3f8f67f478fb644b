import type { Metadata } from "next";
import { prefetch } from "#app/prefetch.ts";
import { refusable } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import { EventPage } from "#components/event/event-page.tsx";
import { eventQuery } from "#components/event/queries.ts";
import { shortenId } from "#components/format/short-id.ts";
import type { Place } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { getEvent } from "#domain/event/get.ts";
import { pageCaller } from "#http/page-actor.ts";
import { endpointNames } from "../../deliveries/endpoint-names.ts";
import { sendEventAction } from "../actions.ts";

/** Tells apart the tabs of somebody who opened several. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Event ${shortenId((await params).id)}` };
}

type Props = { params: Promise<Place & { id: string }> };

export default refusable(async function EventDetailPage({ params }: Props) {
  const caller = await pageCaller(params);
  const { id } = await params;
  const [event, names] = await Promise.all([
    prefetch(eventQuery(caller.place, id), getEvent(caller, { id })),
    endpointNames(caller),
  ]);
  return (
    <Page>
      <Prefetched queries={[event]}>
        <EventPage id={id} endpointNames={names} send={sendEventAction} />
      </Prefetched>
    </Page>
  );
}, NotFoundHere);
