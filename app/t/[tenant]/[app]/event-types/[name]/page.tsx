import type { Metadata } from "next";
import { refusable } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import { EventTypePage } from "#components/event-type/event-type-page.tsx";
import { eventTypeQuery } from "#components/event-type/queries.ts";
import type { Place } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { getApp } from "#domain/app/get.ts";
import { getEventType } from "#domain/event-type/get.ts";
import { onPage, pageCaller } from "#http/page-actor.ts";
import { sendEventAction } from "../../events/actions.ts";
import { archiveEventTypeAction, checkEventTypeAction, updateEventTypeAction } from "../actions.ts";

type Props = { params: Promise<Place & { name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default refusable(async function EventTypeDetailPage({ params }: Props) {
  const caller = await pageCaller(params);
  const { name } = await params;
  const eventType = await onPage(getEventType(caller, { name }));
  const { requireKnownEventTypes, validateEvents } = await onPage(getApp(caller, {}));
  return (
    <Page queries={[{ queryKey: eventTypeQuery(caller.place, name).queryKey, data: eventType }]}>
      <EventTypePage name={name} rules={{ requireKnownEventTypes, validateEvents }} actions={ACTIONS} />
    </Page>
  );
}, NotFoundHere);

const ACTIONS = {
  update: updateEventTypeAction,
  archive: archiveEventTypeAction,
  check: checkEventTypeAction,
  send: sendEventAction,
};
