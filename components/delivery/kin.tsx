"use client";

import { useQuery } from "@tanstack/react-query";
import { shortenId } from "#components/format/short-id.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import { kinQuery } from "./queries.ts";

/** The deliveries of the same event to the same endpoint, where there is more than this one: replays and originals. */
export function Kin({ delivery }: { delivery: Pick<Delivery, "id" | "eventId" | "endpointId"> }) {
  const place = usePlace();
  const { data } = useQuery(kinQuery(place, delivery));
  const others = data?.data.filter(({ id }) => id !== delivery.id) ?? [];
  if (others.length === 0) return null;
  return (
    <Card title="Also sent to this endpoint" description="Other deliveries of the same event." isFlush>
      <Table label="Other deliveries of this event to this endpoint" isFramed={false} isFixed>
        <TableHead>
          <Th className="w-32">Status</Th>
          <Th>Made by</Th>
          <Th isNumeric className="w-24">
            Attempts
          </Th>
          <Th isNumeric className="w-28">
            Created
          </Th>
        </TableHead>
        <TableBody>
          {others.map((other) => (
            <Tr key={other.id}>
              <Td>
                <StatePill state={other.status} />
              </Td>
              <Td className="truncate">
                <RowLink href={placeHref(place, "deliveries", other.id)}>{originWords(other, delivery.id)}</RowLink>
              </Td>
              <Td isNumeric>{other.attemptCount}</Td>
              <Td isNumeric>
                <Time at={other.createdAt} />
              </Td>
            </Tr>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function originWords({ trigger, replayOf }: Delivery, id: string): string {
  if (replayOf === id) return "Replay of this delivery";
  if (replayOf !== null) return `Replay of ${shortenId(replayOf)}`;
  return trigger === "test" ? "Test" : "The event itself";
}
