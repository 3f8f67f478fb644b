"use client";

import { clsx } from "clsx";
import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import type { LiveRow } from "#components/list/live-list.ts";
import type { Selection } from "#components/list/use-selection.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { STATES } from "#components/state/state.ts";
import { StateIcon, StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Id } from "#components/ui/id.tsx";
import { type Column, column, DataTable, idOf, RowLink, rowDomId } from "#components/ui/table.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import { ATTEMPT_ERROR_LABELS } from "#domain/delivery/words.ts";
import { NextAttempt } from "./next-attempt.tsx";

type LogRow = LiveRow<Delivery>;

export type LogTableProps = {
  rows: readonly LogRow[];
  /** Names by id; left out where all rows are one endpoint's. */
  endpointNames?: ReadonlyMap<string, string>;
  selectedId: string | null;
  /** Opens the row beside the list; without it a row is a link to its page. */
  onSelect?: (id: string) => void;
  isFramed?: boolean;
  /** True where all rows are of one event: then their endpoints tell them apart, and their type is left out. */
  isOneEvent?: boolean;
  /** True while other rows are on their way. */
  isBusy?: boolean;
  /** Rows get a box to choose them by. */
  selection?: Selection;
  /** Draws the body where there may be very many rows; without it all are drawn. */
  body?: (draw: (row: LogRow, index: number) => ReactNode) => ReactNode;
  /** How many rows there are in all, the head included; -1 while nobody knows. Only with `body`. */
  rowCount?: number;
};

/** Deliveries, newest first, 36 px each. Narrow screens keep what tells rows apart and leave the rest to the panel. */
export function LogTable(props: LogTableProps) {
  const { rows, endpointNames, selectedId, onSelect, isOneEvent = false, selection, ...table } = props;
  const nameOf = ({ endpointId }: LogRow) => endpointNames?.get(endpointId) ?? endpointId;
  const opener = (row: LogRow, words: string, className?: string) => (
    <OpenRow {...{ row, onSelect, className }} isSelected={row.id === selectedId}>
      {words}
    </OpenRow>
  );
  const columns: readonly Column<LogRow>[] = [
    ...(selection === undefined ? [] : [selectColumn(rows, selection)]),
    STATUS,
    ...(isOneEvent
      ? [column("Endpoint", {}, (row: LogRow) => opener(row, nameOf(row)))]
      : [column("Event type", NARROW, (row: LogRow) => opener(row, row.eventType, "font-mono text-xs"))]),
    ...(isOneEvent || endpointNames === undefined ? [] : [column("Endpoint", ENDPOINT_LOOK, nameOf)]),
    ...FACTS,
  ];
  return (
    <DataTable
      label="Deliveries"
      isFixed
      {...table}
      rows={rows}
      columns={columns}
      keyOf={idOf}
      isSelected={({ id }) => id === selectedId || selection?.ids.has(id) === true}
    />
  );
}

const NARROW = { size: "max-sm:px-2" };
const ENDPOINT_LOOK = { size: "w-32 max-md:hidden lg:w-36 2xl:w-64", look: "truncate text-ink-muted" };

const STATUS: Column<LogRow> = column(
  "Status",
  { title: <span className="max-sm:sr-only">Status</span>, size: "w-31 max-sm:w-8 max-sm:px-2" },
  ({ hasLeft, status }) => (hasLeft ? <ChangedMark /> : <StatusMark status={status} />),
);

const FACTS: readonly Column<LogRow>[] = [
  column("Result", { size: "w-42 max-lg:w-28 max-sm:hidden", look: "truncate" }, (row) => <Result delivery={row} />),
  column("Delivery", { size: "w-44 max-2xl:hidden" }, ({ id }) => <Id id={id} />),
  column("Next attempt", { isNumeric: true, size: "w-30 max-2xl:hidden", look: "text-ink-muted" }, (row) =>
    row.status === "retrying" ? <NextAttempt delivery={row} /> : <span className="text-ink-faint">–</span>,
  ),
  column("Attempts", { isNumeric: true, size: "w-22 max-lg:hidden", look: "text-ink-muted" }, (row) => (
    <>
      {row.attemptCount}
      <span className="text-ink-faint"> / {row.maxAttempts}</span>
    </>
  )),
  column("Took", { isNumeric: true, size: "w-22 max-lg:hidden" }, ({ durationMs }) => <Duration ms={durationMs} />),
  column("Created", { isNumeric: true, size: "w-26 max-sm:w-23", look: "text-ink-muted" }, ({ createdAt }) => (
    <Time at={createdAt} />
  )),
];

function selectColumn(rows: readonly LogRow[], { ids, toggle, toggleAll }: Selection): Column<LogRow> {
  const chosen = rows.filter(({ id }) => ids.has(id)).length;
  const all = (
    <RowBox
      label="Select all rows loaded"
      isChecked={chosen > 0 && chosen === rows.length}
      isIndeterminate={chosen > 0 && chosen < rows.length}
      onToggle={toggleAll}
    />
  );
  return column("Select", { title: all, size: "w-10 px-0! max-sm:w-9", look: "py-0!" }, (row) => (
    <RowBox
      label={`Select ${row.eventType}, ${STATES[row.status].word.toLowerCase()}`}
      isChecked={ids.has(row.id)}
      onToggle={(isRange) => toggle(row.id, isRange)}
    />
  ));
}

type RowBoxProps = {
  label: string;
  isChecked: boolean;
  isIndeterminate?: boolean;
  onToggle: (isRange: boolean) => void;
};

/** The box that chooses a row; its whole cell can be pressed. A browser's own, since long lists hold many of them. */
function RowBox({ label, isChecked, isIndeterminate = false, onToggle }: RowBoxProps) {
  return (
    <label className="relative z-1 flex h-full min-h-8 select-none items-center justify-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        ref={(input) => {
          if (input) input.indeterminate = isIndeterminate;
        }}
        onChange={({ nativeEvent }) => onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        className="size-4 accent-accent-solid"
      />
    </label>
  );
}

function StatusMark({ status }: { status: LogRow["status"] }) {
  return (
    <>
      <StatePill state={status} className="max-sm:hidden" />
      <StateIcon state={status} className="align-middle sm:hidden" />
    </>
  );
}

/** In the place of a status that is no longer true: the row does not fit the filters any more. */
function ChangedMark() {
  return (
    <Badge icon={<CircleHelp aria-hidden="true" />} className="max-sm:border-transparent max-sm:bg-transparent">
      <span title="It no longer fits the filters. Open it to see what became of it." className="max-sm:sr-only">
        Changed
      </span>
    </Badge>
  );
}

function Result({ delivery: { responseCode, error } }: { delivery: Pick<Delivery, "responseCode" | "error"> }) {
  if (error === null && responseCode === null) return <span className="text-ink-faint">–</span>;
  const isPlainStatus = error === null || error.code === "http_status";
  return (
    <span className={clsx("truncate", error === null ? "text-ink-muted" : "text-bad")} title={error?.message}>
      {responseCode === null ? null : <span className="font-mono text-xs">{responseCode}</span>}
      {isPlainStatus ? null : (
        <>
          {responseCode === null ? "" : " "}
          {ATTEMPT_ERROR_LABELS[error.code]}
        </>
      )}
    </span>
  );
}

type OpenRowProps = Pick<LogTableProps, "onSelect"> & {
  row: LogRow;
  isSelected: boolean;
  className: string | undefined;
  children: string;
};

function OpenRow({ row, isSelected, onSelect, className, children }: OpenRowProps) {
  return (
    <RowLink
      id={rowDomId(row.id)}
      href={placeHref(usePlace(), "deliveries", row.id)}
      prefetch={false}
      aria-current={isSelected ? "true" : undefined}
      onClick={(event) => {
        if (onSelect === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onSelect(row.id);
      }}
      className={className}
    >
      {children}
    </RowLink>
  );
}
