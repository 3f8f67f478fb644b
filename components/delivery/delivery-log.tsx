"use client";

import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { NewRows } from "#components/ui/new-rows.tsx";
import { NoMatch } from "#components/ui/no-match.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonTable } from "#components/ui/skeleton.tsx";
import type { AppRules } from "./app-rules.ts";
import type { Choice } from "./choice-list.tsx";
import { deliveryFilterParsers, isFiltered } from "./filter.ts";
import { LiveSwitch } from "./live-switch.tsx";
import { LogFilters } from "./log-filters.tsx";
import { LogTable } from "./log-table.tsx";
import type { ReplayAction } from "./replay-button.tsx";
import { useLog } from "./use-log.ts";
import { useStepping } from "./use-stepping.ts";

export type DeliveryLogProps = {
  endpoints: readonly Choice[];
  rules: AppRules;
  replay: ReplayAction;
  /** What stands here while the app has no deliveries at all. */
  empty: ReactNode;
};

/** The log: filters in the address, rows that stay where they are, a panel for the chosen one. */
export function DeliveryLog({ endpoints, rules, replay, empty }: DeliveryLogProps) {
  const [filters, setFilters] = useQueryStates(deliveryFilterParsers, { history: "push" });
  const [selectedId, setSelectedId] = useQueryState("delivery", parseAsString);
  const [isLive, setIsLive] = useState(true);
  const log = useLog(filters, isLive);
  const select = (id: string | null) => void setSelectedId(id);
  const ids = log.rows.map((row) => row.id);
  const step = useStepping(ids, { selectedId, onSelect: select, onEnd: log.loadOlder });
  const names = new Map(endpoints.map(({ value, label }) => [value, label]));
  const clearAll = () => void setFilters(null);
  return (
    <>
      <PageHeader
        title="Deliveries"
        actions={<LiveSwitch isLive={isLive} isBusy={log.isChanging} error={log.error} onChange={setIsLive} />}
      />
      <LogFilters
        filters={filters}
        onChange={(change) => void setFilters(change)}
        onClearAll={clearAll}
        endpoints={endpoints}
        seenTypes={[...new Set(log.rows.map((row) => row.eventType))]}
      />
      <div>
        <NewRows count={log.newCount} hasMore={log.hasMoreNew} onShow={log.showNew} />
        <LogFace log={log} isFiltered={isFiltered(filters)} onClearAll={clearAll} empty={empty}>
          <LogTable
            rows={log.rows}
            endpointNames={names}
            selectedId={selectedId}
            onSelect={select}
            isBusy={log.isChanging}
          />
        </LogFace>
      </div>
      {selectedId === null ? null : (
        <Suspense>
          <DeliveryPanel
            id={selectedId}
            rules={rules}
            replay={replay}
            endpointNames={names}
            onStep={step}
            onOpen={select}
            onClose={() => select(null)}
          />
        </Suspense>
      )}
    </>
  );
}

// Comes with the first row that is opened.
const DeliveryPanel = lazy(() => import("./delivery-panel.tsx").then((module) => ({ default: module.DeliveryPanel })));

type LogFaceProps = {
  log: ReturnType<typeof useLog>;
  isFiltered: boolean;
  onClearAll: () => void;
  empty: ReactNode;
  children: ReactNode;
};

/** The list, or what stands in its place: loading, failed, nothing yet, nothing that fits. */
function LogFace({ log, isFiltered, onClearAll, empty, children }: LogFaceProps) {
  if (log.isLoading) return <SkeletonTable label="deliveries" rows={12} columns={6} />;
  if (log.rows.length === 0 && log.error !== null) {
    const again = <Button onClick={log.retry}>Try again</Button>;
    return <ErrorState title="The deliveries could not be loaded" sentence={log.error.message} action={again} />;
  }
  if (log.rows.length === 0 && isFiltered) {
    return (
      <NoMatch
        sentence="No delivery fits these filters. Widen the time or take a filter away."
        action={<Button onClick={onClearAll}>Clear all filters</Button>}
      />
    );
  }
  if (log.rows.length === 0) return empty;
  return (
    <div className="grid gap-3">
      {children}
      {log.hasOlder ? (
        <Button
          className="justify-self-center"
          isPending={log.isLoadingOlder}
          pendingLabel="Loading…"
          onClick={log.loadOlder}
        >
          Load older
        </Button>
      ) : (
        <p className="text-center text-ink-faint text-sm">That is all there is.</p>
      )}
    </div>
  );
}
