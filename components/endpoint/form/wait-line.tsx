import { Trash2 } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { WaitRow, WaitUnit } from "./form-values.ts";

/** One wait of a schedule: how long after the attempt before. */
export function WaitLine(props: {
  number: number;
  wait: WaitRow;
  error: string | undefined;
  onChange: (wait: WaitRow) => void;
  onRemove: () => void;
}) {
  const { number, wait, error, onChange, onRemove } = props;
  return (
    <li className="grid gap-1">
      <div className="flex items-center gap-2">
        <span className="w-14 shrink-0 text-ink-muted text-sm">Retry {number}</span>
        <Input
          aria-label={`Wait before retry ${number}`}
          aria-invalid={error !== undefined}
          inputMode="decimal"
          value={wait.amount}
          onValueChange={(amount) => onChange({ ...wait, amount })}
          className="w-24"
        />
        <NativeSelect
          label={`Unit of the wait before retry ${number}`}
          options={UNITS}
          value={wait.unit}
          onValueChange={(unit) => onChange({ ...wait, unit: toUnit(unit) })}
          className="w-28"
        />
        <IconButton label={`Remove retry ${number}`} icon={<Trash2 />} onClick={onRemove} />
      </div>
      {error === undefined ? null : (
        <p role="alert" className="text-bad text-sm">
          {error}
        </p>
      )}
    </li>
  );
}

const UNITS = [
  { value: "s", label: "seconds" },
  { value: "min", label: "minutes" },
  { value: "h", label: "hours" },
] as const satisfies readonly { value: WaitUnit; label: string }[];

function toUnit(value: string): WaitUnit {
  return UNITS.find((unit) => unit.value === value)?.value ?? "s";
}
