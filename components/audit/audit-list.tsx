"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useQueryStates } from "nuqs";
import { type ReactNode, useState } from "react";
import { usePlace } from "#components/place/place-context.tsx";
import { ApiError } from "#components/query/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import type { Choice } from "#components/ui/choice-list.tsx";
import { CursorPages } from "#components/ui/cursor-pages.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import { Table, TableBody, TableHead, Th } from "#components/ui/table.tsx";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { AuditFilterBar } from "./audit-filters.tsx";
import { AuditRow } from "./audit-row.tsx";
import { AUDIT_PAGE_ROWS, auditFilterParsers, auditHref, isFiltered } from "./filter.ts";
import { auditListQuery } from "./queries.ts";

export type AuditListProps = {
  /** Names of what entries are about, by id. */
  names: ReadonlyMap<string, string>;
  actors: readonly Choice[];
  /** What stands here while nothing has been done yet. */
  empty: ReactNode;
};

/** Who did what: filters in the address, a sentence a row, pages by cursor. */
export function AuditList({ names, actors, empty }: AuditListProps) {
  const place = usePlace();
  const pathname = usePathname();
  const [filters, setFilters] = useQueryStates(auditFilterParsers, { history: "push" });
  const list = useQuery(auditListQuery(place, filters));
  const rows = list.data?.data ?? [];
  const isUnknown = list.error instanceof ApiError && list.error.code === "not_found";
  const clear = () => void setFilters(null);
  if (list.isPending) return <SkeletonTable label="audit log" rows={12} columns={3} />;
  if (rows.length === 0 && list.error === null && !isFiltered(filters) && filters.pages.length === 0) return empty;
  return (
    <>
      <AuditFilterBar
        filters={filters}
        error={rows.length === 0 ? null : list.error}
        actors={actors}
        names={names}
        onChange={(change) => void setFilters({ ...change, pages: null })}
        onClearAll={clear}
      />
      {rows.length === 0 && list.error !== null && !isUnknown ? (
        <ErrorState
          title="The audit log could not be loaded"
          sentence={list.error.message}
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        />
      ) : rows.length === 0 || isUnknown ? (
        <NoMatch
          sentence={isUnknown ? "Nothing here has this id." : "Nothing that was done fits these filters."}
          action={<Button onClick={clear}>Clear all filters</Button>}
        />
      ) : (
        <AuditTable rows={rows} names={names} isBusy={list.isPlaceholderData} />
      )}
      <CursorPages
        pages={filters.pages}
        nextCursor={list.data?.nextCursor ?? null}
        count={rows.length}
        rowsPerPage={AUDIT_PAGE_ROWS}
        hrefOf={(pages) => auditHref(pathname, { ...filters, pages })}
      />
    </>
  );
}

function AuditTable(props: { rows: readonly AuditEntry[]; names: ReadonlyMap<string, string>; isBusy: boolean }) {
  const { rows, names, isBusy } = props;
  const [openIds, setOpenIds] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setOpenIds((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <Table label="Audit log" isFixed isBusy={isBusy}>
      <TableHead>
        <Th isLabelHidden className="w-10">
          Details
        </Th>
        <Th>What was done</Th>
        <Th isNumeric className="w-26 sm:w-28">
          When
        </Th>
      </TableHead>
      <TableBody>
        {rows.map((entry) => (
          <AuditRow
            key={entry.id}
            entry={entry}
            names={names}
            isOpen={openIds.includes(entry.id)}
            onToggle={() => toggle(entry.id)}
          />
        ))}
      </TableBody>
    </Table>
  );
}
