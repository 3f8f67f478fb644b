"use client";

import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { formatNumber } from "#components/format/number.ts";
import { List, useList } from "#components/list/list.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { type Column, column, DataTable, RowLink } from "#components/ui/table.tsx";
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
  const columns: readonly Column<EventType>[] = [
    column("Name", { size: "w-72 max-sm:w-auto lg:w-88" }, (row) => <Name eventType={row} />),
    column("Description", { size: "max-md:hidden", look: "truncate text-ink-muted" }, ({ description }) => (
      <ForeignText text={description} />
    )),
    column("Schema", { size: "w-20 max-sm:hidden" }, ({ schema }) => <Tick isSet={schema !== null} word="Schema" />),
    column("Example", { size: "w-22 max-sm:hidden" }, ({ example }) => (
      <Tick isSet={example !== null} word="Example" />
    )),
    column("Events, 24 h", { isNumeric: true, size: "w-28", look: "text-ink-muted" }, ({ name }) =>
      countWords(events.get(name)),
    ),
  ];
  return (
    <List list={list} noMatch="No event type fits. Archived ones are found under “With archived”." empty={empty}>
      <DataTable
        label="Event types"
        isFixed
        isBusy={list.isBusy}
        rows={list.rows}
        columns={columns}
        keyOf={({ name }) => name}
      />
    </List>
  );
}

function Name({ eventType: { name, archivedAt } }: { eventType: EventType }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <RowLink
        href={placeHref(usePlace(), "event-types", name)}
        prefetch={false}
        className="font-mono text-xs max-sm:wrap-anywhere max-sm:whitespace-normal"
      >
        {name}
      </RowLink>
      {archivedAt === null ? null : <Badge tone="off">Archived</Badge>}
    </span>
  );
}

function Tick({ isSet, word }: { isSet: boolean; word: string }) {
  if (!isSet) return <span className="text-ink-faint">–</span>;
  return <Check role="img" aria-label={`${word}: yes`} className="size-4 text-ink-muted" />;
}

function countWords(counted: Traffic["data"][number] | undefined): string {
  if (counted === undefined) return "–";
  return `${formatNumber(counted.events)}${counted.isMore ? "+" : ""}`;
}
