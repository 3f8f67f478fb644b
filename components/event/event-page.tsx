"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CirclePause, Send } from "lucide-react";
import { LogTable } from "#components/delivery/log-table.tsx";
import { Payload } from "#components/delivery/payload.tsx";
import { formatBytes, formatNumber } from "#components/format/number.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { Fact, FactGrid } from "#components/ui/facts.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { EventDetail } from "#domain/event/schema.ts";
import { messageFault } from "./message-fault.ts";
import { eventQuery } from "./queries.ts";
import { inOrderOfInterest, isBystander, routingWords } from "./routing-words.ts";
import { type SendAction, SendEvent } from "./send-event.tsx";

export type EventPageProps = {
  id: string;
  /** By endpoint id. */
  endpointNames: ReadonlyMap<string, string>;
  send: SendAction;
};

/** All there is to know about one event: what it is, its deliveries, who got it and who did not and why, its bytes. */
export function EventPage({ id, endpointNames, send }: EventPageProps) {
  const place = usePlace();
  const { data: event, error } = useQuery(eventQuery(place, id));
  if (event === undefined) return null;
  const { deliveries, payload } = event;
  return (
    <>
      <PageHeader
        title={<span className="font-mono">{event.type}</span>}
        badge={<StaleBadge error={error} />}
        description={<Id id={event.id} isWhole />}
        actions={
          payload.body === null || messageFault(payload.body) !== null ? undefined : (
            <SendEvent
              send={send}
              title="Send a copy"
              start={payload.body}
              trigger={{ icon: <Send />, children: "Send a copy" }}
            />
          )
        }
      />
      <Card>
        <FactGrid>
          <Fact label="Received">
            <Time at={event.createdAt} isFocusable />
          </Fact>
          <Fact label="Came by">
            {event.sourceId === null ? (
              "API"
            ) : (
              <Id id={event.sourceId} href={placeHref(place, "sources", event.sourceId)} />
            )}
          </Fact>
          <Fact label="Deliveries">{formatNumber(deliveries.length)}</Fact>
          <Fact label="Size">{formatBytes(event.bodyBytes)}</Fact>
          <Fact label="Content type">{event.contentType}</Fact>
        </FactGrid>
      </Card>
      {deliveries.length === 0 ? null : (
        <Card title="Deliveries" isFlush>
          <LogTable rows={deliveries} endpointNames={endpointNames} selectedId={null} isFramed={false} isOneEvent />
        </Card>
      )}
      <Card title="Who got it, who did not, and why" isFlush>
        <RoutingList routing={event.routing} eventType={event.type} endpointNames={endpointNames} />
      </Card>
      <Payload payload={payload} />
    </>
  );
}

type RoutingListProps = {
  routing: EventDetail["routing"];
  eventType: string;
  endpointNames: ReadonlyMap<string, string>;
};

/** For each endpoint, whether it got the event and why; those it has nothing to do with are folded when many. */
function RoutingList({ routing, eventType, endpointNames }: RoutingListProps) {
  const ordered = inOrderOfInterest(routing);
  const concerned = ordered.filter((one) => !isBystander(one));
  const bystanders = ordered.filter(isBystander);
  const row = (one: EventDetail["routing"][number]) => (
    <RoutingRow
      key={one.endpointId}
      routing={one}
      eventType={eventType}
      name={endpointNames.get(one.endpointId) ?? one.endpointId}
    />
  );
  if (routing.length === 0) {
    return <p className="px-4 py-6 text-center text-ink-muted text-sm">There was no endpoint it could go to.</p>;
  }
  return (
    <>
      <ul>{concerned.map(row)}</ul>
      {bystanders.length === 0 ? null : (
        <details open={bystanders.length <= OPEN_MAX} className="border-line not-first:border-t">
          <summary className="flex h-9 items-center px-4 text-ink-muted text-sm hover:bg-hover focus-visible:-outline-offset-2">
            {bystanders.length} {bystanders.length === 1 ? "endpoint was" : "endpoints were"} not meant
          </summary>
          <ul className="border-line border-t">{bystanders.map(row)}</ul>
        </details>
      )}
    </>
  );
}

const OPEN_MAX = 8;

function RoutingRow(props: { routing: EventDetail["routing"][number]; eventType: string; name: string }) {
  const { routing, eventType, name } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-line px-4 py-2 text-sm not-first:border-t">
      <RoutingIcon routing={routing} />
      <TextLink href={placeHref(usePlace(), "endpoints", routing.endpointId)} className="max-w-full truncate sm:w-64">
        {name}
      </TextLink>
      <span className="min-w-0 flex-1 basis-64 text-ink-muted">{routingWords(routing, eventType)}</span>
    </li>
  );
}

function RoutingIcon({ routing }: { routing: EventDetail["routing"][number] }) {
  if (routing.sent) return <CircleCheck role="img" aria-label="Sent" className="size-4 shrink-0 text-ok" />;
  if (isBystander(routing) || routing.reason === "inactive") {
    return <CircleDashed role="img" aria-label="Not sent" className="size-4 shrink-0 text-ink-faint" />;
  }
  return <CirclePause role="img" aria-label="Waits" className="size-4 shrink-0 text-wait" />;
}
