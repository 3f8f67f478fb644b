import type { ReactNode } from "react";
import { Checkbox } from "./checkbox.tsx";

export type CheckListOption = { value: string; label: ReactNode; count?: number };

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
        // biome-ignore lint/a11y/noLabelWithoutControl: Checkbox renders the input it labels.
        <label
          key={option.value}
          className="flex min-h-7 items-center gap-2.5 rounded-sm px-1.5 py-0.5 text-sm hover:bg-hover"
        >
          <Checkbox
            className="mt-0"
            checked={values.includes(option.value)}
            onCheckedChange={(isChecked) => toggle(option.value, isChecked)}
          />
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {option.count === undefined ? null : (
            <span className="text-ink-faint text-xs tabular-nums">{option.count}</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
