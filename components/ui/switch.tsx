import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { clsx } from "clsx";

type SwitchProps = Omit<BaseSwitch.Root.Props, "className" | "children"> & {
  /** Needed where no `Field` labels it. */
  label?: string;
  className?: string;
};

/** On or off, at once. For a choice that a form sends, use a checkbox. */
export function Switch({ label, className, ...rest }: SwitchProps) {
  return (
    <BaseSwitch.Root
      {...rest}
      aria-label={label}
      className={clsx(
        "mt-0.5 flex h-4 w-7 shrink-0 rounded-full bg-ink-faint p-0.5 transition-colors data-checked:bg-accent-solid data-disabled:opacity-50",
        className,
      )}
    >
      <BaseSwitch.Thumb className="size-3 rounded-full bg-on-solid transition-transform data-checked:translate-x-3" />
    </BaseSwitch.Root>
  );
}
