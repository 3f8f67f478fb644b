import { useQuery } from "@tanstack/react-query";
import { EventTable } from "#components/event/event-table.tsx";
import { CardList } from "#components/list/card-list.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { sourceEventsQuery } from "./queries.ts";

/** What the source took in last, as events. */
export function RecentEvents({ id }: { id: string }) {
  const place = usePlace();
  const read = useQuery(sourceEventsQuery(place, id));
  return (
    <CardList
      title="Recent events"
      noun="events"
      read={read}
      empty="Nothing has arrived yet."
      actions={<TextLink href={`${placeHref(place, "events")}?sourceId=${id}`}>All its events</TextLink>}
    >
      <EventTable rows={read.data?.data ?? []} label="Recent events" isBrief />
    </CardList>
  );
}
