"use client";

import { formatBytes } from "#components/format/bytes.ts";
import { shortenId } from "#components/format/short-id.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { RowLink, rowDomId, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Event } from "#domain/event/schema.ts";

/** Events, newest first. Brief, and without a frame, inside a card whose title says which they are. */
export function EventTable(props: { rows: readonly Event[]; label?: string; isBusy?: boolean; isBrief?: boolean }) {
  const { rows, label = "Events", isBusy = false, isBrief = false } = props;
  const place = usePlace();
  return (
    <Table label={label} isFramed={!isBrief} isFixed isBusy={isBusy}>
      <TableHead>
        <Th>Event type</Th>
        {isBrief ? null : (
          <>
            <Th className="w-40 max-md:hidden">Event</Th>
            <Th className="w-36 max-lg:hidden 2xl:w-52">Content type</Th>
            <Th className="w-40 max-xl:hidden">Source</Th>
          </>
        )}
        <Th isNumeric className="w-24 max-sm:hidden">
          Size
        </Th>
        <Th isNumeric className="w-26 sm:w-28">
          Received
        </Th>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td>
              <RowLink
                id={rowDomId(row.id)}
                href={placeHref(place, "events", row.id)}
                prefetch={false}
                className="font-mono text-xs"
              >
                {row.type}
              </RowLink>
            </Td>
            {isBrief ? null : <Origin event={row} />}
            <Td isNumeric className="text-ink-muted max-sm:hidden">
              {formatBytes(row.bodyBytes)}
            </Td>
            <Td isNumeric className="text-ink-muted">
              <Time at={row.createdAt} />
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  );
}

function Origin({ event }: { event: Pick<Event, "id" | "contentType" | "sourceId"> }) {
  const { id, contentType, sourceId } = event;
  return (
    <>
      <Td className="truncate font-mono text-ink-muted text-xs max-md:hidden">{shortenId(id)}</Td>
      <Td className="truncate text-ink-muted max-lg:hidden">{contentType}</Td>
      <Td className="truncate text-ink-muted max-xl:hidden">
        {sourceId === null ? "API" : <span className="font-mono text-xs">{shortenId(sourceId)}</span>}
      </Td>
    </>
  );
}
