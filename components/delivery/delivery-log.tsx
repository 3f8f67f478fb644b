"use client";

import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { ReplayActions } from "#components/replay/actions.ts";
import { ReplayChosen } from "#components/replay/replay-chosen.tsx";
import { ReplayFilteredButton } from "#components/replay/replay-filtered-button.tsx";
import { ReplayStrip } from "#components/replay/replay-strip.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import type { Choice } from "#components/ui/choice-list.tsx";
import { NewRows } from "#components/ui/new-rows.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RowWindow } from "#components/ui/row-window.tsx";
import type { AppRules } from "./app-rules.ts";
import { ExportLink } from "./export-link.tsx";
import { deliveryFilterParsers, isFiltered } from "./filter.ts";
import { LiveSwitch } from "./live-switch.tsx";
import { LogFace } from "./log-face.tsx";
import { LogFilters } from "./log-filters.tsx";
import { LogTable } from "./log-table.tsx";
import type { ReplayAction } from "./replay-button.tsx";
import { useLog } from "./use-log.ts";
import { useLogKeys } from "./use-log-keys.ts";
import { useSelection } from "./use-selection.ts";

export type DeliveryLogProps = {
  endpoints: readonly Choice[];
  rules: AppRules;
  replay: ReplayAction;
  replays: ReplayActions;
  /** What stands here while the app has no deliveries at all. */
  empty: ReactNode;
};

/** The log: filters in the address, rows that stay where they are and can be chosen, a panel for the one looked at. */
export function DeliveryLog({ endpoints, rules, replay, replays, empty }: DeliveryLogProps) {
  const place = usePlace();
  const [filters, setFilters] = useQueryStates(deliveryFilterParsers, { history: "push" });
  const [selectedId, setSelectedId] = useQueryState("delivery", parseAsString);
  const [isLive, setIsLive] = useState(true);
  const log = useLog(filters, isLive);
  const selection = useSelection(log.ids, JSON.stringify(filters));
  const select = (id: string | null) => void setSelectedId(id);
  const step = useLogKeys(log, { selectedId, onSelect: select, selection });
  const names = new Map(endpoints.map(({ value, label }) => [value, label]));
  const clearAll = () => void setFilters(null);
  return (
    <>
      <PageHeader
        title="Deliveries"
        actions={
          <>
            <LiveSwitch isLive={isLive} isBusy={log.isChanging} error={log.error} onChange={setIsLive} />
            <ButtonLink size="sm" variant="ghost" href={placeHref(place, "deliveries", "replays")}>
              Replays
            </ButtonLink>
            <ExportLink filters={filters} />
            <ReplayFilteredButton filters={filters} endpointNames={names} create={replays.create} />
          </>
        }
      />
      <ReplayStrip endpointNames={names} actions={replays} />
      <LogFilters
        filters={filters}
        onChange={(change) => void setFilters(change)}
        onClearAll={clearAll}
        endpoints={endpoints}
        seenTypes={log.types}
      />
      <div>
        <NewRows count={log.newCount} hasMore={log.hasMoreNew} onShow={log.showNew} />
        <LogFace log={log} isFiltered={isFiltered(filters)} onClearAll={clearAll} empty={empty}>
          <LogTable
            rows={log.rows}
            rowCount={log.hasOlder ? -1 : log.rows.length + 1}
            body={(draw) => <RowWindow rows={log.rows} draw={draw} />}
            endpointNames={names}
            selectedId={selectedId}
            onSelect={select}
            selection={selection}
            isBusy={log.isChanging}
          />
        </LogFace>
      </div>
      <ReplayChosen rows={log.rows} selection={selection} replay={replay} />
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
