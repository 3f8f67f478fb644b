"use client";

import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { LogTable } from "#components/delivery/log-table.tsx";
import { Payload } from "#components/delivery/payload.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { formatNumber } from "#components/format/number.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { Fact, FactGrid } from "#components/ui/facts.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { messageFault } from "./message-fault.ts";
import { eventQuery } from "./queries.ts";
import { RoutingList } from "./routing-list.tsx";
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
