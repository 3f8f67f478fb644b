import { type Column, column, DataTable } from "#components/ui/table.tsx";
import type { FieldRow } from "./field-rows.ts";
import { Inline } from "./prose.tsx";

/** Fields with what they hold. Where there are none to name, nothing. */
export function FieldTable({ label, rows }: { label: string; rows: readonly FieldRow[] }) {
  return rows.length === 0 ? null : (
    <DataTable label={label} columns={COLUMNS} rows={rows} keyOf={({ name }) => name} />
  );
}

const COLUMNS: readonly Column<FieldRow>[] = [
  column("Field", { look: "align-top font-mono text-xs leading-5" }, ({ name, isRequired }) => (
    <>
      {name}
      {isRequired ? <span className="ml-1.5 font-sans text-ink-faint">required</span> : null}
    </>
  )),
  column("What it holds", { size: "w-full", look: "whitespace-normal! align-top" }, ({ type, description }) => (
    <>
      <span className="block text-ink-muted text-xs leading-5 wrap-anywhere">{type}</span>
      {description === null ? null : (
        <span className="block text-sm">
          <Inline text={description} />
        </span>
      )}
    </>
  )),
];
