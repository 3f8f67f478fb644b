import { useQuery } from "@tanstack/react-query";
import { formatBytes } from "#components/format/bytes.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Card } from "#components/ui/card.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
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
        <Table label="Recent events" isFramed={false} isFixed>
          <TableHead>
            <Th>Event type</Th>
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
                  <RowLink href={placeHref(place, "events", row.id)} prefetch={false} className="font-mono text-xs">
                    {row.type}
                  </RowLink>
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
      )}
    </Card>
  );
}
