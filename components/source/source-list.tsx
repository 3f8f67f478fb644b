"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { List } from "#components/list/list.tsx";
import { useList } from "#components/list/use-list.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS, sourceName } from "#domain/source/words.ts";
import { sourceList } from "./list.ts";

/** The app's inbound URLs, newest first. `empty` stands here while it has none. */
export function SourceList({ empty }: { empty: ReactNode }) {
  const list = useList(sourceList);
  return (
    <List list={list} noMatch="No source fits these filters. Take one away to see more." empty={empty}>
      <Table label="Sources" isFixed isBusy={list.isBusy}>
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
          {list.rows.map((row) => (
            <SourceRow key={row.id} source={row} />
          ))}
        </TableBody>
      </Table>
    </List>
  );
}

function SourceRow({ source }: { source: Source }) {
  return (
    <Tr>
      <Td>
        <span className="flex min-w-0 items-center gap-2">
          <RowLink
            href={placeHref(usePlace(), "sources", source.id)}
            className={clsx(!source.active && "text-ink-muted")}
          >
            <ForeignText text={sourceName(source)} />
          </RowLink>
          {source.active ? null : <Badge tone="off">Deactivated</Badge>}
        </span>
      </Td>
      <Td className="truncate text-ink-muted max-sm:hidden">{KIND_WORDS[source.verification.kind].label}</Td>
      <Td className="max-xl:hidden">
        <span className="flex min-w-0 items-center gap-1">
          <span className="truncate font-mono text-ink-muted text-xs" title={source.url}>
            {source.url.replace(/^https?:\/\//, "")}
          </span>
          <CopyButton
            text={source.url}
            label={`Copy the URL of ${sourceName(source)}`}
            className="relative z-1 -my-1"
          />
        </span>
      </Td>
      <Td className="truncate text-ink-muted max-lg:hidden">
        <ForeignText text={source.processId ?? "–"} />
      </Td>
      <Td className="truncate text-ink-muted max-lg:hidden">
        <ForeignText text={source.threadId ?? "–"} />
      </Td>
      <Td isNumeric className="text-ink-muted">
        <Time at={source.lastReceivedAt} empty="never" />
      </Td>
    </Tr>
  );
}
