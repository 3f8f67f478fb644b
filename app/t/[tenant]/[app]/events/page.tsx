import { Inbox, Send } from "lucide-react";
import type { Metadata } from "next";
import { prefetchRows } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { EventList } from "#components/event/event-list.tsx";
import { eventList } from "#components/event/list.ts";
import { type Example, SendEvent } from "#components/event/send-event.tsx";
import { EmptyState } from "#components/list/faces.tsx";
import { Page } from "#components/shell/page.tsx";
import { listEvents } from "#domain/event/list.ts";
import { listEventTypes } from "#domain/event-type/list.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { sendCommand } from "../curl.ts";
import { sendEventAction } from "./actions.ts";

export const metadata: Metadata = { title: "Events" };

export default async function EventsPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const [queries, examples] = await Promise.all([
    prefetchRows(caller, eventList, { searchParams, read: listEvents }),
    examplesOf(caller),
  ]);
  return (
    <Page queries={queries}>
      <EventList
        action={
          <SendEvent
            send={sendEventAction}
            title="Send an event"
            examples={examples}
            trigger={{ variant: "primary", icon: <Send />, children: "Send event" }}
          />
        }
        empty={
          <EmptyState
            icon={<Inbox />}
            title="No events yet"
            sentence="An event is a message that your systems post. It goes to every endpoint that subscribes to its type."
            curl={sendCommand(place)}
          />
        }
      />
    </Page>
  );
}

async function examplesOf(caller: PageCaller): Promise<Example[]> {
  const { data } = await onPage(listEventTypes(caller, { limit: 100 }));
  return data.flatMap(({ name, example }) =>
    example === null ? [] : [{ name, text: JSON.stringify({ type: name, ...example }, null, 2) }],
  );
}
