"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, RotateCcw, X } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsString, useQueryState } from "nuqs";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { formatNumber } from "#components/format/number.ts";
import type { KnownWords } from "#components/list/filter.ts";
import { FilterBar } from "#components/list/filter-bar.tsx";
import { LiveRows, LiveSwitch, useLiveList } from "#components/list/live-rows.tsx";
import { RowWindow } from "#components/list/row-window.tsx";
import { useRowKeys } from "#components/list/use-row-keys.ts";
import { type Selection, useSelection } from "#components/list/use-selection.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Tooltip } from "#components/popup/tooltip.tsx";
import type { ReplayActions } from "#components/replay/actions.ts";
import { jobPlan } from "#components/replay/job-filter.ts";
import { isUnfinished, replayList } from "#components/replay/list.ts";
import { ReplayJob, type ReplayJobProps } from "#components/replay/replay-job.tsx";
import { Button, ButtonLink, buttonClass } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import type { AppRules } from "./app-rules.ts";
import { type DeliveryFilters, deliveryLog } from "./list.ts";
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

type Row = Pick<Delivery, "id" | "status">;

function ReplayChosen(props: { rows: readonly Row[]; selection: Selection; replay: ReplayAction }) {
  const { rows, selection, replay } = props;
  const [chosen, setChosen] = useState<readonly Row[] | null>(null);
  const selected = rows.filter(({ id }) => selection.ids.has(id));
  return (
    <>
      <SelectionBar count={selected.length} onReplay={() => setChosen(selected)} onClear={selection.clear} />
      {chosen === null ? null : (
        <ReplaySelected rows={chosen} replay={replay} onDone={selection.clear} onClose={() => setChosen(null)} />
      )}
    </>
  );
}

const ReplaySelected = dynamic(
  () => import("#components/replay/replay-selected.tsx").then((module) => module.ReplaySelected),
  {
    ssr: false,
  },
);

/** What can be done with the chosen rows; at the foot of the window, so that it is there wherever the list is. */
function SelectionBar(props: { count: number; onReplay: () => void; onClear: () => void }) {
  if (props.count === 0) return null;
  return (
    <section
      aria-label="Selected deliveries"
      className="sticky bottom-4 z-20 mx-auto flex w-fit items-center gap-3 rounded-lg border border-line-strong bg-raised py-1.5 pr-1.5 pl-4 shadow-popup print:hidden"
    >
      <p role="status" className="text-sm tabular-nums">
        <strong className="font-medium">{formatNumber(props.count)}</strong> selected
      </p>
      <Button size="sm" variant="primary" icon={<RotateCcw />} onClick={props.onReplay}>
        Replay
      </Button>
      <IconButton size="sm" label="Clear the selection" icon={<X />} onClick={props.onClear} />
    </section>
  );
}

function ReplayFilteredButton(props: {
  filters: DeliveryFilters;
  endpointNames: ReadonlyMap<string, string>;
  create: ReplayActions["create"];
}) {
  const { filters, endpointNames, create } = props;
  const [isOpen, setIsOpen] = useState(false);
  const plan = jobPlan(filters);
  const button = (
    <Button
      size="sm"
      icon={<RotateCcw />}
      disabled={plan.kind === "no"}
      focusableWhenDisabled
      onClick={() => setIsOpen(true)}
    >
      Replay all found
    </Button>
  );
  if (plan.kind === "no") return <Tooltip content={plan.because}>{button}</Tooltip>;
  return (
    <>
      {button}
      {isOpen ? (
        <ReplayAll plan={plan} endpointNames={endpointNames} create={create} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}

const ReplayAll = dynamic(() => import("#components/replay/replay-all.tsx").then((module) => module.ReplayAll), {
  ssr: false,
});

/** The replays that are under way, above the log. One that ends stays to say so until it is put away. */
function ReplayStrip(props: Pick<ReplayJobProps, "endpointNames" | "actions">) {
  const { data } = useQuery(replayList.query(usePlace(), replayList.none));
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const jobs = data?.data ?? [];
  const fresh = jobs.filter((job) => isUnfinished(job) && !seen.has(job.id));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh.map(({ id }) => id)]));
  const shown = jobs.filter(({ id }) => seen.has(id));
  if (shown.length === 0) return null;
  const putAway = (id: string) => setSeen(new Set([...seen].filter((one) => one !== id)));
  return (
    <section
      aria-label="Replays under way"
      className="grid divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {shown.map((job) => (
        <ReplayJob
          key={job.id}
          job={job}
          {...props}
          aside={
            isUnfinished(job) ? undefined : (
              <IconButton size="sm" label="Put away" icon={<X />} onClick={() => putAway(job.id)} />
            )
          }
        />
      ))}
    </section>
  );
}
