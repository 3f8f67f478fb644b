import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { clsx } from "clsx";
import { Check, Minus } from "lucide-react";

type CheckboxProps = Omit<BaseCheckbox.Root.Props, "className" | "children"> & {
  /** Needed where no `Field` labels it. */
  label?: string;
  className?: string;
};

/** A tick. `indeterminate` shows a line: some of the rows, not all. */
export function Checkbox({ label, className, ...rest }: CheckboxProps) {
  return (
    <BaseCheckbox.Root
      {...rest}
      aria-label={label}
      className={clsx(
        "group mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface text-on-solid",
        "transition-colors hover:border-ink-faint data-checked:border-accent-solid data-indeterminate:border-accent-solid",
        "data-checked:bg-accent-solid data-indeterminate:bg-accent-solid data-disabled:opacity-50 data-invalid:border-bad",
        className,
      )}
    >
      <BaseCheckbox.Indicator className="data-unchecked:hidden">
        <Check className="size-3 group-data-indeterminate:hidden" strokeWidth={3} />
        <Minus className="hidden size-3 group-data-indeterminate:block" strokeWidth={3} />
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
}
