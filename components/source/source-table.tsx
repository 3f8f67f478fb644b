import { clsx } from "clsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS, sourceName } from "#domain/source/words.ts";

/** Sources, newest first. */
export function SourceTable({ rows, isBusy }: { rows: readonly Source[]; isBusy: boolean }) {
  const place = usePlace();
  return (
    <Table label="Sources" isFixed isBusy={isBusy}>
      <TableHead>
        <Th>Name</Th>
        <Th className="w-40 max-sm:hidden">Sender</Th>
        <Th className="w-72 max-xl:hidden">URL</Th>
        <Th className="w-36 max-lg:hidden">Process</Th>
        <Th className="w-32 max-lg:hidden">Thread</Th>
        <Th isNumeric className="w-32">
          Last received
        </Th>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td>
              <span className="flex min-w-0 items-center gap-2">
                <RowLink href={placeHref(place, "sources", row.id)} className={clsx(!row.active && "text-ink-muted")}>
                  <ForeignText text={sourceName(row)} />
                </RowLink>
                {row.active ? null : <Badge tone="off">Deactivated</Badge>}
              </span>
            </Td>
            <Td className="truncate text-ink-muted max-sm:hidden">{KIND_WORDS[row.verification.kind].label}</Td>
            <Td className="max-xl:hidden">
              <span className="flex min-w-0 items-center gap-1">
                <span className="truncate font-mono text-ink-muted text-xs" title={row.url}>
                  {row.url.replace(/^https?:\/\//, "")}
                </span>
                <CopyButton
                  text={row.url}
                  label={`Copy the URL of ${sourceName(row)}`}
                  className="relative z-1 -my-1"
                />
              </span>
            </Td>
            <Td className="truncate text-ink-muted max-lg:hidden">
              <ForeignText text={row.processId ?? "–"} />
            </Td>
            <Td className="truncate text-ink-muted max-lg:hidden">
              <ForeignText text={row.threadId ?? "–"} />
            </Td>
            <Td isNumeric className="text-ink-muted">
              <Time at={row.lastReceivedAt} empty="never" />
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  );
}
