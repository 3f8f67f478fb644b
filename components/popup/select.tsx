import { Select as BaseSelect } from "@base-ui/react/select";
import { clsx } from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import { POPUP_CLASS } from "./surface.ts";

type SelectOption = { value: string; label: string; hint?: string };

export type SelectProps = {
  options: readonly SelectOption[];
  value?: string;
  onValueChange: (value: string) => void;
  placeholder?: string;
  /** Needed where no `Field` labels it. */
  label?: string;
  size?: "sm" | "md";
};

export function Select({ options, value, onValueChange, placeholder = "Choose", label, size = "md" }: SelectProps) {
  return (
    <BaseSelect.Root<string>
      items={options}
      value={value}
      // A single select without an empty option never yields null.
      onValueChange={(next) => (next === null ? undefined : onValueChange(next))}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={clsx(
          "inline-flex min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong bg-surface text-ink transition-colors",
          "hover:bg-hover data-disabled:bg-sunken data-disabled:text-ink-faint data-invalid:border-bad data-popup-open:bg-hover",
          size === "sm" ? "h-7 px-2 text-sm" : "h-8 px-2.5 text-base",
        )}
      >
        <BaseSelect.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-faint" />
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

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <BaseSelect.Item
      value={option.value}
      className="grid cursor-default grid-cols-[1fr_auto] items-center gap-x-3 rounded-sm px-2 py-1.5 text-sm outline-none data-disabled:text-ink-faint data-highlighted:bg-hover"
    >
      <BaseSelect.ItemText className="truncate">{option.label}</BaseSelect.ItemText>
      <BaseSelect.ItemIndicator className="text-ink-muted">
        <Check className="size-3.5" />
      </BaseSelect.ItemIndicator>
      {option.hint === undefined ? null : <span className="col-start-1 text-ink-muted text-xs">{option.hint}</span>}
    </BaseSelect.Item>
  );
}
