"use client";

import { formatBytes } from "#components/format/bytes.ts";
import { shortenId } from "#components/format/short-id.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Event } from "#domain/event/schema.ts";

/** Events, newest first. */
export function EventTable({ rows, isBusy }: { rows: readonly Event[]; isBusy: boolean }) {
  const place = usePlace();
  return (
    <Table label="Events" isFixed isBusy={isBusy}>
      <TableHead>
        <Th>Event type</Th>
        <Th className="w-44 max-md:hidden">Event</Th>
        <Th className="w-52 max-lg:hidden">Content type</Th>
        <Th className="w-44 max-xl:hidden">Source</Th>
        <Th isNumeric className="w-24 max-sm:hidden">
          Size
        </Th>
        <Th isNumeric className="w-28">
          Received
        </Th>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td>
              <RowLink
                id={eventRowDomId(row.id)}
                href={placeHref(place, "events", row.id)}
                prefetch={false}
                className="font-mono text-xs"
              >
                {row.type}
              </RowLink>
            </Td>
            <Td className="truncate font-mono text-ink-muted text-xs max-md:hidden">{shortenId(row.id)}</Td>
            <Td className="truncate text-ink-muted max-lg:hidden">{row.contentType}</Td>
            <Td className="truncate text-ink-muted max-xl:hidden">
              {row.sourceId === null ? "API" : <span className="font-mono text-xs">{shortenId(row.sourceId)}</span>}
            </Td>
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

/** The element id of a row's link, by which the keyboard finds it. */
export function eventRowDomId(id: string): string {
  return `row-${id}`;
}
