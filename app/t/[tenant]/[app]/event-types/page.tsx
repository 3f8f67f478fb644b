import { ListPlus, Plus, Shapes } from "lucide-react";
import type { Metadata } from "next";
import { prefetch, prefetchPage } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { EventTypeList } from "#components/event-type/event-type-list.tsx";
import { eventTypeList } from "#components/event-type/list.ts";
import { trafficQuery } from "#components/event-type/queries.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getEventTypeTraffic } from "#domain/event-type/get-traffic.ts";
import { listEventTypes } from "#domain/event-type/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { postCommand } from "../curl.ts";
import { getTrafficAction } from "./actions.ts";

export const metadata: Metadata = { title: "Event types" };

export default async function EventTypesPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const { rows, queries } = await prefetchPage(caller, eventTypeList, { searchParams, read: listEventTypes });
  const names = rows.map(({ name }) => name);
  const counted = names.length === 0 ? Promise.resolve({ data: [] }) : getEventTypeTraffic(caller, { names });
  const traffic = await prefetch(trafficQuery(place, names), counted);
  return (
    <Page queries={[...queries, traffic]}>
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
      <EventTypeList
        loadTraffic={getTrafficAction}
        empty={
          <EmptyState
            icon={<Shapes />}
            title="No event types yet"
            sentence="Events of any type are accepted without a catalogue. With one, subscribers choose from names that mean something, and tests send your example."
            action={
              <ButtonLink variant="primary" href={placeHref(place, "event-types", "new")}>
                Add event type
              </ButtonLink>
            }
            curl={postCommand(place, "event-types", { name: "order.paid", description: "An order was paid" })}
          />
        }
      />
    </Page>
  );
}
