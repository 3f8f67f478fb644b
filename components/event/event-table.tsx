"use client";

import { formatBytes } from "#components/format/number.ts";
import { shortenId } from "#components/format/short-id.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { type Column, column, DataTable, idOf, RowLink, rowDomId } from "#components/ui/table.tsx";
import type { Event } from "#domain/event/schema.ts";

/** Events, newest first. Brief, and without a frame, inside a card whose title says which they are. */
export function EventTable(props: { rows: readonly Event[]; label?: string; isBusy?: boolean; isBrief?: boolean }) {
  const { rows, label = "Events", isBusy = false, isBrief = false } = props;
  const place = usePlace();
  const columns: readonly Column<Event>[] = [
    column("Event type", {}, ({ id, type }) => (
      <RowLink id={rowDomId(id)} href={placeHref(place, "events", id)} prefetch={false} className="font-mono text-xs">
        {type}
      </RowLink>
    )),
    ...(isBrief ? [] : ORIGIN),
    column("Size", { isNumeric: true, size: "w-24 max-sm:hidden", look: "text-ink-muted" }, ({ bodyBytes }) =>
      formatBytes(bodyBytes),
    ),
    column("Received", { isNumeric: true, size: "w-26 sm:w-28", look: "text-ink-muted" }, ({ createdAt }) => (
      <Time at={createdAt} />
    )),
  ];
  return <DataTable label={label} isFramed={!isBrief} isFixed isBusy={isBusy} {...{ rows, columns }} keyOf={idOf} />;
}

const ORIGIN: readonly Column<Event>[] = [
  column("Event", { size: "w-40 max-md:hidden", look: "truncate font-mono text-ink-muted text-xs" }, ({ id }) =>
    shortenId(id),
  ),
  column(
    "Content type",
    { size: "w-36 max-lg:hidden 2xl:w-52", look: "truncate text-ink-muted" },
    ({ contentType }) => contentType,
  ),
  column("Source", { size: "w-40 max-xl:hidden", look: "truncate text-ink-muted" }, ({ sourceId }) =>
    sourceId === null ? "API" : <span className="font-mono text-xs">{shortenId(sourceId)}</span>,
  ),
];
