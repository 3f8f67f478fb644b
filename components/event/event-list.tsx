"use client";

import { useQueryStates } from "nuqs";
import { type ReactNode, useState } from "react";
import { LiveSwitch } from "#components/delivery/live-switch.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { NewRows } from "#components/ui/new-rows.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import { EventFilterBar } from "./event-filters.tsx";
import { EventTable, eventRowDomId } from "./event-table.tsx";
import { eventFilterParsers, isFiltered } from "./filter.ts";
import { useEventList } from "./use-event-list.ts";
import { useRowFocus } from "./use-row-focus.ts";

/** What came in: filters in the address, rows that stay where they are. `empty` stands here before the first event. */
export function EventList({ action, empty }: { action: ReactNode; empty: ReactNode }) {
  const [filters, setFilters] = useQueryStates(eventFilterParsers, { history: "push" });
  const [isLive, setIsLive] = useState(true);
  const list = useEventList(filters, isLive);
  useRowFocus(
    list.rows.map(({ id }) => eventRowDomId(id)),
    list.loadOlder,
  );
  const clearAll = () => void setFilters(null);
  return (
    <>
      <PageHeader
        title="Events"
        actions={
          <>
            <LiveSwitch isLive={isLive} isBusy={list.isChanging} error={list.error} onChange={setIsLive} />
            {action}
          </>
        }
      />
      <EventFilterBar
        filters={filters}
        onChange={(change) => void setFilters(change)}
        onClearAll={clearAll}
        seenTypes={[...new Set(list.rows.map(({ type }) => type))]}
      />
      <div>
        <NewRows count={list.newCount} hasMore={list.hasMoreNew} onShow={list.showNew} />
        <ListFace list={list} isFiltered={isFiltered(filters)} onClearAll={clearAll} empty={empty} />
      </div>
    </>
  );
}

type ListFaceProps = {
  list: ReturnType<typeof useEventList>;
  isFiltered: boolean;
  onClearAll: () => void;
  empty: ReactNode;
};

/** The list, or what stands in its place: loading, failed, nothing yet, nothing that fits. */
function ListFace({ list, isFiltered, onClearAll, empty }: ListFaceProps) {
  if (list.isLoading) return <SkeletonTable label="events" rows={12} columns={4} />;
  if (list.rows.length === 0 && list.error !== null) {
    const again = <Button onClick={list.retry}>Try again</Button>;
    return <ErrorState title="The events could not be loaded" sentence={list.error.message} action={again} />;
  }
  if (list.rows.length === 0 && isFiltered) {
    return (
      <NoMatch
        sentence="No event fits these filters. Widen the time or take a filter away."
        action={<Button onClick={onClearAll}>Clear all filters</Button>}
      />
    );
  }
  if (list.rows.length === 0) return empty;
  return (
    <div className="grid gap-3">
      <EventTable rows={list.rows} isBusy={list.isChanging} />
      {list.hasOlder ? (
        <Button
          className="justify-self-center"
          isPending={list.isLoadingOlder}
          pendingLabel="Loading…"
          onClick={list.loadOlder}
        >
          Load older
        </Button>
      ) : (
        <p className="text-center text-ink-faint text-sm">That is all there is.</p>
      )}
    </div>
  );
}
