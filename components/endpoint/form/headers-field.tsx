import { Plus, Trash2 } from "lucide-react";
import { useController } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { errorAt } from "./error-at.ts";
import type { EndpointFormValues, HeaderRow } from "./form-values.ts";
import { HEADERS_MAX } from "./limits.ts";

/** The endpoint's own headers. Values that are stored cannot be read back: they stay, are replaced, or go. */
export function HeadersField() {
  const { field, formState } = useController<EndpointFormValues, "requestConfig.headers">({
    name: "requestConfig.headers",
  });
  const rows = field.value;
  const change = (at: number, row: HeaderRow) => field.onChange(rows.with(at, row));
  const errorOf = ({ name }: HeaderRow) => errorAt(formState.errors, `requestConfig.headers.${name.trim()}`);
  const error = errorAt(formState.errors, "requestConfig.headers");
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-h3">Headers</legend>
      {rows.map((row, at) => (
        <HeaderLine
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed.
          key={at}
          row={row}
          number={at + 1}
          error={row.name.trim() === "" ? undefined : errorOf(row)}
          onChange={(next) => change(at, next)}
          onRemove={() => field.onChange(rows.toSpliced(at, 1))}
        />
      ))}
      {error === undefined ? null : (
        <p role="alert" className="text-bad text-sm">
          {error}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="sm"
          icon={<Plus />}
          disabled={rows.length >= HEADERS_MAX}
          onClick={() => field.onChange([...rows, { name: "", value: "", isStored: false }])}
        >
          Add header
        </Button>
        <p className="text-ink-muted text-sm">Sent with every attempt. Values are encrypted and never shown again.</p>
      </div>
    </fieldset>
  );
}

function HeaderLine(props: {
  row: HeaderRow;
  number: number;
  error: string | undefined;
  onChange: (row: HeaderRow) => void;
  onRemove: () => void;
}) {
  const { row, number, error, onChange, onRemove } = props;
  return (
    <div className="grid gap-1">
      <div className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[2fr_3fr_auto]">
        <Input
          isMono
          aria-label={`Name of header ${number}`}
          aria-invalid={error !== undefined}
          placeholder="x-team"
          autoComplete="off"
          readOnly={row.isStored}
          value={row.name}
          onValueChange={(name) => onChange({ ...row, name })}
        />
        <Input
          isMono
          aria-label={`Value of header ${number}`}
          aria-invalid={error !== undefined}
          placeholder={row.isStored ? "Stored. Type to replace it" : "Value"}
          autoComplete="off"
          value={row.value}
          onValueChange={(value) => onChange({ ...row, value, isStored: row.isStored && value === "" })}
          className="w-full max-sm:col-start-1 max-sm:row-start-2"
        />
        <IconButton label={`Remove header ${row.name || number}`} icon={<Trash2 />} onClick={onRemove} />
      </div>
      {error === undefined ? null : (
        <p role="alert" className="text-bad text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
