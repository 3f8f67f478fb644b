import { Check } from "lucide-react";
import { formatNumber } from "#components/format/number.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { EventType } from "#domain/event-type/schema.ts";
import type { Traffic } from "./queries.ts";

/** The catalogue's rows, by name. */
export function EventTypeTable(props: { rows: readonly EventType[]; traffic: Traffic | undefined; isBusy: boolean }) {
  const { rows, traffic, isBusy } = props;
  const place = usePlace();
  const events = new Map(traffic?.data.map((one) => [one.name, one]));
  return (
    <Table label="Event types" isFixed isBusy={isBusy}>
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
        {rows.map((row) => (
          <Tr key={row.name}>
            <Td>
              <span className="flex min-w-0 items-center gap-2">
                <RowLink
                  href={placeHref(place, "event-types", row.name)}
                  prefetch={false}
                  className="font-mono text-xs max-sm:wrap-anywhere max-sm:whitespace-normal"
                >
                  {row.name}
                </RowLink>
                {row.archivedAt === null ? null : <Badge tone="off">Archived</Badge>}
              </span>
            </Td>
            <Td className="truncate text-ink-muted max-md:hidden">
              <ForeignText text={row.description} />
            </Td>
            <Td className="max-sm:hidden">
              <Tick isSet={row.schema !== null} word="Schema" />
            </Td>
            <Td className="max-sm:hidden">
              <Tick isSet={row.example !== null} word="Example" />
            </Td>
            <Td isNumeric className="text-ink-muted">
              <Count counted={events.get(row.name)} />
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  );
}

function Tick({ isSet, word }: { isSet: boolean; word: string }) {
  if (!isSet) return <span className="text-ink-faint">–</span>;
  return <Check role="img" aria-label={`${word}: yes`} className="size-4 text-ink-muted" />;
}

function Count({ counted }: { counted: Traffic["data"][number] | undefined }) {
  if (counted === undefined) return "–";
  return `${formatNumber(counted.events)}${counted.isMore ? "+" : ""}`;
}
