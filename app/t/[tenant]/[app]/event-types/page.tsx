import { ListPlus, Plus, Shapes } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { EventTypeList } from "#components/event-type/event-type-list.tsx";
import {
  type EventTypeFilters,
  eventTypesHref,
  loadEventTypeFilters,
  toListInput,
} from "#components/event-type/filter.ts";
import { eventTypeListQuery, trafficQuery } from "#components/event-type/queries.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { config } from "#domain/config.ts";
import { DomainError } from "#domain/error.ts";
import { getEventTypeTraffic } from "#domain/event-type/get-traffic.ts";
import { listEventTypes } from "#domain/event-type/list.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { getTrafficAction } from "./actions.ts";

export const metadata: Metadata = { title: "Event types" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function EventTypesPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const filters = loadEventTypeFilters(await searchParams);
  const list = await listAt(caller, filters);
  const names = list.data.map(({ name }) => name);
  const traffic = names.length === 0 ? { data: [] } : await onPage(getEventTypeTraffic(caller, { names }));
  const queries = [
    { queryKey: eventTypeListQuery(place, filters).queryKey, data: list },
    { queryKey: trafficQuery(place, names).queryKey, data: traffic },
  ];
  return (
    <Page>
      <PageHeader
        title="Event types"
        description="The catalogue that subscribers choose from: what is sent, and what it looks like."
        actions={
          <>
            <ButtonLink icon={<ListPlus />} href={placeHref(place, "event-types", "import")}>
              Import
            </ButtonLink>
            <ButtonLink variant="primary" icon={<Plus />} href={placeHref(place, "event-types", "new")}>
              Add event type
            </ButtonLink>
          </>
        }
      />
      <Prefetched queries={queries}>
        <EventTypeList loadTraffic={getTrafficAction} empty={<NoEventTypes place={place} />} />
      </Prefetched>
    </Page>
  );
}

/** A cursor that no longer fits, from an old address or other filters, leads back to the first page. */
async function listAt(caller: PageCaller, filters: EventTypeFilters) {
  try {
    return await listEventTypes(caller, toListInput(filters));
  } catch (error) {
    if (error instanceof DomainError && filters.pages.length > 0 && CURSOR_CODES.has(error.code)) {
      redirect(eventTypesHref(placeHref(caller.place, "event-types"), { ...filters, pages: [] }));
    }
    return onPage(Promise.reject(error));
  }
}

const CURSOR_CODES = new Set(["invalid_cursor", "invalid_request"]);

function NoEventTypes({ place }: { place: Place }) {
  const address = `${config().PUBLIC_URL}/api/v1/apps/${place.app}/event-types`;
  return (
    <EmptyState
      icon={<Shapes />}
      title="No event types yet"
      sentence="Events of any type are accepted without a catalogue. With one, subscribers choose from names that mean something, and tests send your example."
      action={
        <ButtonLink variant="primary" href={placeHref(place, "event-types", "new")}>
          Add event type
        </ButtonLink>
      }
      curl={`curl ${address} -H "Authorization: Bearer $POSTHOUSE_KEY" -H "Content-Type: application/json" -d '{"name":"order.paid","description":"An order was paid"}'`}
    />
  );
}
