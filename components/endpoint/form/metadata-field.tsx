import { Plus, Trash2 } from "lucide-react";
import { useController } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { errorBelow } from "./error-at.ts";
import type { EndpointFormValues, PairRow } from "./form-values.ts";

/** Notes of the tenant's own, as pairs of text; Posthouse does nothing with them. */
export function MetadataField() {
  const { field, formState } = useController<EndpointFormValues, "metadata">({ name: "metadata" });
  const rows = field.value;
  const error = errorBelow(formState.errors, "metadata");
  const change = (at: number, row: PairRow) => field.onChange(rows.with(at, row));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-h3">Metadata</legend>
      {rows.map((row, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed.
          key={at}
          className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[2fr_3fr_auto]"
        >
          <Input
            aria-label={`Key ${at + 1}`}
            placeholder="owner"
            value={row.key}
            onValueChange={(key) => change(at, { ...row, key })}
          />
          <Input
            aria-label={`Value of key ${at + 1}`}
            placeholder="billing team"
            value={row.value}
            onValueChange={(value) => change(at, { ...row, value })}
            className="w-full max-sm:col-start-1 max-sm:row-start-2"
          />
          <IconButton
            label={`Remove pair ${row.key || at + 1}`}
            icon={<Trash2 />}
            onClick={() => field.onChange(rows.toSpliced(at, 1))}
          />
        </div>
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
          disabled={rows.length >= PAIRS_MAX}
          onClick={() => field.onChange([...rows, { key: "", value: "" }])}
        >
          Add pair
        </Button>
        <p className="text-ink-muted text-sm">For your own use; shown here and in the API, never sent.</p>
      </div>
    </fieldset>
  );
}

const PAIRS_MAX = 20;
