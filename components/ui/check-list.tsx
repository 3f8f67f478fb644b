import type { ReactNode } from "react";
import { Checkbox } from "./checkbox.tsx";

/** `count`: how many there are of it, in words. */
export type CheckListOption = { value: string; label: ReactNode; count?: string | undefined };

/** Any of several values, each with its box; for filters and for choosing event types. */
export function CheckList(props: {
  label: string;
  options: readonly CheckListOption[];
  values: readonly string[];
  onValuesChange: (values: string[]) => void;
}) {
  const { label, options, values, onValuesChange } = props;
  const toggle = (value: string, isChecked: boolean) => {
    onValuesChange(isChecked ? [...values, value] : values.filter((other) => other !== value));
  };
  return (
    <fieldset className="grid max-h-72 min-w-44 overflow-y-auto">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <div key={option.value} className="flex min-h-7 items-center rounded-sm hover:bg-hover">
          {/* biome-ignore lint/a11y/noLabelWithoutControl: Checkbox renders the input it labels. */}
          <label className="flex min-w-0 flex-1 items-center gap-2.5 px-1.5 py-0.5 text-sm">
            <Checkbox
              className="mt-0"
              checked={values.includes(option.value)}
              onCheckedChange={(isChecked) => toggle(option.value, isChecked)}
            />
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
          </label>
          {option.count === undefined ? null : (
            <span className="pr-1.5 text-ink-muted text-xs tabular-nums">{option.count}</span>
          )}
        </div>
      ))}
    </fieldset>
  );
}
