"use client";

import type { ReactNode } from "react";
import { FilterBar } from "#components/list/filter-bar.tsx";
import { LiveRows, LiveSwitch, useLiveList } from "#components/list/live-rows.tsx";
import { useRowKeys } from "#components/list/use-row-keys.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { EventTable } from "./event-table.tsx";
import { eventList } from "./list.ts";

/** What came in: filters in the address, rows that stay where they are. `empty` stands here before the first event. */
export function EventList({ action, empty }: { action: ReactNode; empty: ReactNode }) {
  const place = usePlace();
  const list = useLiveList(eventList);
  useRowKeys(
    list.rows.map(({ id }) => id),
    { onEnd: list.older.onLoad },
  );
  const source = placeHref(place, "sources", list.values.sourceId ?? "");
  return (
    <>
      <PageHeader
        title="Events"
        actions={
          <>
            <LiveSwitch list={list} />
            {action}
          </>
        }
      />
      <FilterBar
        list={list}
        known={{ type: new Map(list.rows.map(({ type }) => [type, type])) }}
        bodies={{ sourceId: <TextLink href={source}>Open the source</TextLink> }}
      />
      <LiveRows list={list} noMatch="No event fits these filters. Widen the time or take a filter away." empty={empty}>
        <EventTable rows={list.rows} isBusy={list.isBusy} />
      </LiveRows>
    </>
  );
}
