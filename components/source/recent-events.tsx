import { useQuery } from "@tanstack/react-query";
import { EventTable } from "#components/event/event-table.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Card } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { sourceEventsQuery } from "./queries.ts";

/** What the source took in last, as events. */
export function RecentEvents({ id }: { id: string }) {
  const place = usePlace();
  const { data, error } = useQuery(sourceEventsQuery(place, id));
  const rows = data?.data ?? [];
  const all = <TextLink href={`${placeHref(place, "events")}?sourceId=${id}`}>All its events</TextLink>;
  return (
    <Card title="Recent events" actions={rows.length === 0 ? undefined : all} isFlush>
      {rows.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-muted text-sm">
          {error === null ? "Nothing has arrived yet." : `The events could not be loaded. ${error.message}`}
        </p>
      ) : (
        <EventTable rows={rows} label="Recent events" isBrief />
      )}
    </Card>
  );
}
