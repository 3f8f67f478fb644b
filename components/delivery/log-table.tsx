"use client";

import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import type { LiveRow } from "#components/list/live-list.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { STATES } from "#components/state/state.ts";
import { StateIcon } from "#components/state/state-icon.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Id } from "#components/ui/id.tsx";
import { RowLink, rowDomId, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import type { Selection } from "../list/use-selection.ts";
import { NextAttempt } from "./next-attempt.tsx";
import { ResultCell } from "./result-cell.tsx";

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
export function LogTable({ isFramed, isBusy = false, body = (draw) => props.rows.map(draw), ...props }: LogTableProps) {
  const draw = (row: LogRow, index: number) => (
    <LogTableRow
      key={row.id}
      {...props}
      row={row}
      index={props.rowCount === undefined ? undefined : index + 2}
      isSelected={row.id === props.selectedId}
    />
  );
  return (
    <Table label="Deliveries" isFixed isFramed={isFramed} isBusy={isBusy} rowCount={props.rowCount}>
      <LogTableHead {...props} />
      <TableBody>{body(draw)}</TableBody>
    </Table>
  );
}

function LogTableHead(props: Pick<LogTableProps, "rows" | "isOneEvent" | "endpointNames" | "selection">) {
  const { rows, selection } = props;
  const chosen = selection === undefined ? 0 : rows.filter(({ id }) => selection.ids.has(id)).length;
  return (
    <TableHead>
      {selection === undefined ? null : (
        <Th className="w-10 px-0! max-sm:w-9">
          <RowBox
            label="Select all rows loaded"
            isChecked={chosen > 0 && chosen === rows.length}
            isIndeterminate={chosen > 0 && chosen < rows.length}
            onToggle={selection.toggleAll}
          />
        </Th>
      )}
      <Th className="w-31 max-sm:w-8 max-sm:px-2">
        <span className="max-sm:sr-only">Status</span>
      </Th>
      {props.isOneEvent ? null : <Th className="max-sm:px-2">Event type</Th>}
      {props.endpointNames === undefined ? null : (
        <Th className={props.isOneEvent ? undefined : "w-32 max-md:hidden lg:w-36 2xl:w-64"}>Endpoint</Th>
      )}
      <Th className="w-42 max-lg:w-28 max-sm:hidden">Result</Th>
      <Th className="w-44 max-2xl:hidden">Delivery</Th>
      <Th isNumeric className="w-30 max-2xl:hidden">
        Next attempt
      </Th>
      <Th isNumeric className="w-22 max-lg:hidden">
        Attempts
      </Th>
      <Th isNumeric className="w-22 max-lg:hidden">
        Took
      </Th>
      <Th isNumeric className="w-26 max-sm:w-23">
        Created
      </Th>
    </TableHead>
  );
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

type LogTableRowProps = Omit<LogTableProps, "rows" | "selectedId" | "body"> & {
  row: LogRow;
  index: number | undefined;
  isSelected: boolean;
};

function LogTableRow(props: LogTableRowProps) {
  const { row, isSelected, selection } = props;
  return (
    <Tr isSelected={isSelected || selection?.ids.has(row.id) === true} index={props.index}>
      {selection === undefined ? null : (
        <Td className="px-0! py-0!">
          <RowBox
            label={`Select ${row.eventType}, ${STATES[row.status].word.toLowerCase()}`}
            isChecked={selection.ids.has(row.id)}
            onToggle={(isRange) => selection.toggle(row.id, isRange)}
          />
        </Td>
      )}
      <Td className="max-sm:px-2">{row.hasLeft ? <ChangedMark /> : <StatusMark status={row.status} />}</Td>
      <NameCells {...props} />
      <Td className="truncate max-sm:hidden">
        <ResultCell delivery={row} />
      </Td>
      <Td className="max-2xl:hidden">
        <Id id={row.id} />
      </Td>
      <Td isNumeric className="text-ink-muted max-2xl:hidden">
        {row.status === "retrying" ? <NextAttempt delivery={row} /> : <span className="text-ink-faint">–</span>}
      </Td>
      <Td isNumeric className="text-ink-muted max-lg:hidden">
        {row.attemptCount}
        <span className="text-ink-faint"> / {row.maxAttempts}</span>
      </Td>
      <Td isNumeric className="max-lg:hidden">
        <Duration ms={row.durationMs} />
      </Td>
      <Td isNumeric className="text-ink-muted">
        <Time at={row.createdAt} />
      </Td>
    </Tr>
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

/** Event type and endpoint; the first of what is shown opens the row. */
function NameCells(props: LogTableRowProps) {
  const { row, endpointNames, isOneEvent = false } = props;
  const name = endpointNames?.get(row.endpointId) ?? row.endpointId;
  if (isOneEvent) {
    return (
      <Td>
        <OpenRow {...props}>{name}</OpenRow>
      </Td>
    );
  }
  return (
    <>
      <Td className="max-sm:px-2">
        <OpenRow {...props} className="font-mono text-xs">
          {row.eventType}
        </OpenRow>
      </Td>
      {endpointNames === undefined ? null : <Td className="truncate text-ink-muted max-md:hidden">{name}</Td>}
    </>
  );
}

function OpenRow(props: LogTableRowProps & { className?: string; children: string }) {
  const { row, isSelected, onSelect, className, children } = props;
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
