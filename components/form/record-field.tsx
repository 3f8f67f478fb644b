import { Plus, Trash2 } from "lucide-react";
import type { FieldValues } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { type FieldName, RowError, useField, useShown } from "./field.tsx";
import { type RecordRow, rowFault, toRecord, toRows } from "./record-rows.ts";

type RecordFieldProps<Values extends FieldValues> = {
  name: FieldName<Values, { [key: string]: string | null } | undefined>;
  legend: string;
  /** What a row is called: `header`. */
  noun: string;
  keyLabel: (number: number) => string;
  valueLabel: (number: number) => string;
  keyExample: string;
  valueExample: string;
  hint: string;
  rowsMax: number;
  isMono?: boolean;
  /** Names whose values are kept and cannot be read back: they stay, are replaced, or go. */
  stored?: readonly string[];
};

/** Names with their values, one pair a row. */
export function RecordField<Values extends FieldValues = never>(props: RecordFieldProps<Values>) {
  const { name, legend, noun, hint, rowsMax, stored = [] } = props;
  const field = useField<{ [key: string]: string | null }>(name);
  const [rows, show] = useShown(field, {
    toShown: (record) => toRows(record, stored),
    toValue: (shown) => toRecord(shown, stored),
  });
  const { error, errorAt } = field;
  const errors = rows.map((row, at) =>
    error === undefined ? undefined : (rowFault(rows, at) ?? errorAt(row.key.trim())),
  );
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-h3">{legend}</legend>
      {rows.map((row, at) => (
        <RecordLine
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed.
          key={at}
          {...props}
          row={row}
          number={at + 1}
          error={errors[at]}
          onChange={(next) => show(rows.with(at, next))}
          onRemove={() => show(rows.toSpliced(at, 1))}
        />
      ))}
      <RowError error={errors.some((one) => one !== undefined) ? undefined : error} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="sm"
          icon={<Plus />}
          disabled={rows.length >= rowsMax}
          onClick={() => show([...rows, { key: "", value: "", isStored: false }])}
        >
          Add {noun}
        </Button>
        <p className="text-ink-muted text-sm">{hint}</p>
      </div>
    </fieldset>
  );
}

type RecordLineProps = Pick<
  RecordFieldProps<FieldValues>,
  "noun" | "keyLabel" | "valueLabel" | "keyExample" | "valueExample" | "isMono"
> & {
  row: RecordRow;
  number: number;
  error: string | undefined;
  onChange: (row: RecordRow) => void;
  onRemove: () => void;
};

function RecordLine(props: RecordLineProps) {
  const { noun, isMono, row, number, error, onChange, onRemove } = props;
  const shared = { isMono, "aria-invalid": error !== undefined, autoComplete: "off" };
  return (
    <div className="grid gap-1">
      <div className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[2fr_3fr_auto]">
        <Input
          {...shared}
          aria-label={props.keyLabel(number)}
          placeholder={props.keyExample}
          readOnly={row.isStored}
          value={row.key}
          onValueChange={(key) => onChange({ ...row, key })}
        />
        <Input
          {...shared}
          aria-label={props.valueLabel(number)}
          placeholder={row.isStored ? "Stored. Type to replace it" : props.valueExample}
          value={row.value}
          onValueChange={(value) => onChange({ ...row, value, isStored: row.isStored && value === "" })}
          className="w-full max-sm:col-start-1 max-sm:row-start-2"
        />
        <IconButton label={`Remove ${noun} ${row.key || number}`} icon={<Trash2 />} onClick={onRemove} />
      </div>
      <RowError error={error} />
    </div>
  );
}
