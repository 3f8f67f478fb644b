import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { clsx } from "clsx";
import { Check } from "lucide-react";

type CheckboxProps = Omit<BaseCheckbox.Root.Props, "className" | "children"> & { className?: string };

/** A tick. */
export function Checkbox({ className, ...rest }: CheckboxProps) {
  return (
    <BaseCheckbox.Root
      {...rest}
      className={clsx(
        "mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface text-on-solid",
        "transition-colors hover:border-ink-faint data-checked:border-accent-solid",
        "data-checked:bg-accent-solid data-disabled:opacity-50 data-invalid:border-bad",
        className,
      )}
    >
      <BaseCheckbox.Indicator className="data-unchecked:hidden">
        <Check className="size-3" strokeWidth={3} />
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
}
