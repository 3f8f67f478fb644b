"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { List, useList } from "#components/list/list.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import { type Column, column, DataTable, idOf, RowLink } from "#components/ui/table.tsx";
import type { Source } from "#domain/source/schema.ts";
import { KIND_WORDS, sourceName } from "#domain/source/words.ts";
import { sourceList } from "./list.ts";

/** The app's inbound URLs, newest first. `empty` stands here while it has none. */
export function SourceList({ empty }: { empty: ReactNode }) {
  const list = useList(sourceList);
  return (
    <List list={list} noMatch="No source fits these filters. Take one away to see more." empty={empty}>
      <DataTable label="Sources" isFixed isBusy={list.isBusy} rows={list.rows} columns={COLUMNS} keyOf={idOf} />
    </List>
  );
}

const COLUMNS: readonly Column<Source>[] = [
  column("Name", {}, (row) => <Name source={row} />),
  column(
    "Sender",
    { size: "w-40 max-sm:hidden", look: "truncate text-ink-muted" },
    ({ verification }) => KIND_WORDS[verification.kind].label,
  ),
  column("URL", { size: "w-72 max-xl:hidden" }, (row) => <Url source={row} />),
  column("Process", { size: "w-36 max-lg:hidden", look: "truncate text-ink-muted" }, ({ processId }) => (
    <ForeignText text={processId ?? "–"} />
  )),
  column("Thread", { size: "w-32 max-lg:hidden", look: "truncate text-ink-muted" }, ({ threadId }) => (
    <ForeignText text={threadId ?? "–"} />
  )),
  column("Last received", { isNumeric: true, size: "w-32", look: "text-ink-muted" }, ({ lastReceivedAt }) => (
    <Time at={lastReceivedAt} empty="never" />
  )),
];

function Name({ source }: { source: Source }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <RowLink href={placeHref(usePlace(), "sources", source.id)} className={clsx(!source.active && "text-ink-muted")}>
        <ForeignText text={sourceName(source)} />
      </RowLink>
      {source.active ? null : <Badge tone="off">Deactivated</Badge>}
    </span>
  );
}

function Url({ source }: { source: Source }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="truncate font-mono text-ink-muted text-xs" title={source.url}>
        {source.url.replace(/^https?:\/\//, "")}
      </span>
      <CopyButton text={source.url} label={`Copy the URL of ${sourceName(source)}`} className="relative z-1 -my-1" />
    </span>
  );
}
