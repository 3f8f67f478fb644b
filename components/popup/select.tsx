import { Select as BaseSelect } from "@base-ui/react/select";
import { clsx } from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { POPUP_CLASS } from "./surface.ts";

export type SelectOption = { value: string; label: string; hint?: string; icon?: ReactNode; isDisabled?: boolean };

export type SelectProps = {
  options: readonly SelectOption[];
  value?: string | null;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  name?: string;
  placeholder?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  /** Needed where no `Field` labels it. */
  label?: string;
  size?: "sm" | "md";
  className?: string;
};

export function Select(props: SelectProps) {
  const { options, value, defaultValue, onValueChange, name, placeholder, label, size = "md", className } = props;
  return (
    <BaseSelect.Root<string>
      items={options}
      disabled={props.isDisabled ?? false}
      required={props.isRequired ?? false}
      value={value}
      defaultValue={defaultValue}
      name={name}
      onValueChange={onValueChange === undefined ? undefined : exceptNull(onValueChange)}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={clsx(
          "inline-flex min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong bg-surface text-ink transition-colors",
          "hover:bg-hover data-disabled:bg-sunken data-disabled:text-ink-faint data-invalid:border-bad data-popup-open:bg-hover",
          size === "sm" ? "h-7 px-2 text-sm" : "h-8 px-2.5 text-base",
          className,
        )}
      >
        <BaseSelect.Value placeholder={placeholder ?? "Choose"} className="truncate data-placeholder:text-ink-faint" />
        <BaseSelect.Icon className="shrink-0 text-ink-faint">
          <ChevronsUpDown className="size-3.5" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} align="start" className="z-50 outline-none">
          <BaseSelect.Popup className={clsx(POPUP_CLASS, "max-h-(--available-height) min-w-(--anchor-width)")}>
            <BaseSelect.List className="overflow-y-auto p-1">
              {options.map((option) => (
                <SelectItem key={option.value} option={option} />
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

// A single select without an empty option never yields null.
function exceptNull(onValueChange: (value: string) => void) {
  return (value: string | null) => {
    if (value !== null) onValueChange(value);
  };
}

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <BaseSelect.Item
      value={option.value}
      disabled={option.isDisabled ?? false}
      className="grid cursor-default grid-cols-[1fr_auto] items-center gap-x-3 rounded-sm px-2 py-1.5 text-sm outline-none data-disabled:text-ink-faint data-highlighted:bg-hover"
    >
      <span className="flex min-w-0 items-center gap-2">
        {option.icon}
        <BaseSelect.ItemText className="truncate">{option.label}</BaseSelect.ItemText>
      </span>
      <BaseSelect.ItemIndicator className="text-ink-muted">
        <Check className="size-3.5" />
      </BaseSelect.ItemIndicator>
      {option.hint === undefined ? null : <span className="col-start-1 text-ink-muted text-xs">{option.hint}</span>}
    </BaseSelect.Item>
  );
}
