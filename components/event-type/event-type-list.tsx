"use client";

import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { formatNumber } from "#components/format/number.ts";
import { List } from "#components/list/list.tsx";
import { useList } from "#components/list/use-list.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { EventType } from "#domain/event-type/schema.ts";
import type { TrafficAction } from "./actions.ts";
import { eventTypeList } from "./list.ts";
import { type Traffic, trafficQuery } from "./queries.ts";

/** The catalogue: what may come, what it looks like, how much of it there is. `empty` stands here while it is empty. */
export function EventTypeList({ loadTraffic, empty }: { loadTraffic: TrafficAction; empty: ReactNode }) {
  const list = useList(eventTypeList);
  const names = list.rows.map(({ name }) => name);
  const { data: traffic } = useQuery(trafficQuery(usePlace(), names, loadTraffic));
  const events = new Map(traffic?.data.map((one) => [one.name, one]));
  return (
    <List list={list} noMatch="No event type fits. Archived ones are found under “With archived”." empty={empty}>
      <Table label="Event types" isFixed isBusy={list.isBusy}>
        <TableHead>
          <Th className="w-72 max-sm:w-auto lg:w-88">Name</Th>
          <Th className="max-md:hidden">Description</Th>
          <Th className="w-20 max-sm:hidden">Schema</Th>
          <Th className="w-22 max-sm:hidden">Example</Th>
          <Th isNumeric className="w-28">
            Events, 24 h
          </Th>
        </TableHead>
        <TableBody>
          {list.rows.map((row) => (
            <EventTypeRow key={row.name} eventType={row} counted={events.get(row.name)} />
          ))}
        </TableBody>
      </Table>
    </List>
  );
}

type Counted = Traffic["data"][number] | undefined;

function EventTypeRow({ eventType, counted }: { eventType: EventType; counted: Counted }) {
  return (
    <Tr>
      <Td>
        <span className="flex min-w-0 items-center gap-2">
          <RowLink
            href={placeHref(usePlace(), "event-types", eventType.name)}
            prefetch={false}
            className="font-mono text-xs max-sm:wrap-anywhere max-sm:whitespace-normal"
          >
            {eventType.name}
          </RowLink>
          {eventType.archivedAt === null ? null : <Badge tone="off">Archived</Badge>}
        </span>
      </Td>
      <Td className="truncate text-ink-muted max-md:hidden">
        <ForeignText text={eventType.description} />
      </Td>
      <Td className="max-sm:hidden">
        <Tick isSet={eventType.schema !== null} word="Schema" />
      </Td>
      <Td className="max-sm:hidden">
        <Tick isSet={eventType.example !== null} word="Example" />
      </Td>
      <Td isNumeric className="text-ink-muted">
        <Count counted={counted} />
      </Td>
    </Tr>
  );
}

function Tick({ isSet, word }: { isSet: boolean; word: string }) {
  if (!isSet) return <span className="text-ink-faint">–</span>;
  return <Check role="img" aria-label={`${word}: yes`} className="size-4 text-ink-muted" />;
}

function Count({ counted }: { counted: Counted }) {
  if (counted === undefined) return "–";
  return `${formatNumber(counted.events)}${counted.isMore ? "+" : ""}`;
}
