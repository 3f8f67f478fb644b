"use client";

import { Download } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { lazy, type ReactNode, Suspense } from "react";
import type { KnownWords } from "#components/list/filter.ts";
import { FilterBar } from "#components/list/filter-bar.tsx";
import { LiveRows, LiveSwitch } from "#components/list/live-rows.tsx";
import { RowWindow } from "#components/list/row-window.tsx";
import { useLiveList } from "#components/list/use-live-list.ts";
import { useRowKeys } from "#components/list/use-row-keys.ts";
import { useSelection } from "#components/list/use-selection.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { ReplayActions } from "#components/replay/actions.ts";
import { ReplayChosen } from "#components/replay/replay-chosen.tsx";
import { ReplayFilteredButton } from "#components/replay/replay-filtered-button.tsx";
import { ReplayStrip } from "#components/replay/replay-strip.tsx";
import { ButtonLink, buttonClass } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { AppRules } from "./app-rules.ts";
import { deliveryLog } from "./list.ts";
import { LogTable } from "./log-table.tsx";
import type { ReplayAction } from "./replay-button.tsx";

export type DeliveryLogProps = {
  endpointNames: KnownWords;
  rules: AppRules;
  replay: ReplayAction;
  replays: ReplayActions;
  /** What stands here while the app has no deliveries at all. */
  empty: ReactNode;
};

/** The log: filters in the address, rows that stay where they are and can be chosen, a panel for the one looked at. */
export function DeliveryLog({ endpointNames, rules, replay, replays, empty }: DeliveryLogProps) {
  const place = usePlace();
  const log = useLiveList(deliveryLog);
  const [selectedId, setSelectedId] = useQueryState("delivery", parseAsString);
  const ids = log.rows.map(({ id }) => id);
  const selection = useSelection(ids, JSON.stringify(log.values));
  const select = (id: string | null) => void setSelectedId(id);
  const step = useRowKeys(ids, {
    opened: { id: selectedId, open: select },
    onEnd: log.older.onLoad,
    onChoose: (id) => selection.toggle(id, false),
  });
  return (
    <>
      <PageHeader
        title="Deliveries"
        actions={
          <>
            <LiveSwitch list={log} />
            <ButtonLink size="sm" variant="ghost" href={placeHref(place, "deliveries", "replays")}>
              Replays
            </ButtonLink>
            <a
              href={deliveryLog.href(placeHref(place, "deliveries", "export.csv"), log.values)}
              download
              className={buttonClass({ size: "sm" })}
            >
              <Download aria-hidden="true" />
              Export CSV
            </a>
            <ReplayFilteredButton filters={log.values} endpointNames={endpointNames} create={replays.create} />
          </>
        }
      />
      <ReplayStrip endpointNames={endpointNames} actions={replays} />
      <FilterBar
        list={log}
        known={{ endpointId: endpointNames, eventType: new Map(log.rows.map(({ eventType: one }) => [one, one])) }}
        bodies={{ status: <StatusList filters={log.values} onChange={(status) => log.change({ status })} /> }}
      />
      <LiveRows
        list={log}
        isEndless
        noMatch="No delivery fits these filters. Widen the time or take a filter away."
        empty={empty}
      >
        <LogTable
          rows={log.rows}
          rowCount={log.older.hasOlder ? -1 : log.rows.length + 1}
          body={(draw) => <RowWindow rows={log.rows} draw={draw} />}
          endpointNames={endpointNames}
          selectedId={selectedId}
          onSelect={select}
          selection={selection}
          isBusy={log.isBusy}
        />
      </LiveRows>
      <ReplayChosen rows={log.rows} selection={selection} replay={replay} />
      {selectedId === null ? null : (
        <Suspense>
          <DeliveryPanel
            id={selectedId}
            rules={rules}
            replay={replay}
            endpointNames={endpointNames}
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

// Comes with the popover that it stands in.
const StatusList = lazy(() => import("./status-list.tsx").then((module) => ({ default: module.StatusList })));
