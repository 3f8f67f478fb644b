import { Radio } from "@base-ui/react/radio";
import { RadioGroup as BaseRadioGroup } from "@base-ui/react/radio-group";
import { clsx } from "clsx";

type RadioGroupProps = {
  /** Read aloud as the group's name; show it with a `Field` or a heading. */
  label: string;
  options: readonly { value: string; label: string; hint?: string }[];
  value: string;
  onValueChange: (value: string) => void;
  className?: string;
};

/** One of a few, each with a sentence on what it means. */
export function RadioGroup({ label, options, className, ...rest }: RadioGroupProps) {
  return (
    <BaseRadioGroup<string> {...rest} aria-label={label} className={clsx("grid gap-1.5", className)}>
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: Radio.Root renders the input it labels.
        <label
          key={option.value}
          className="grid grid-cols-[auto_1fr] items-start gap-x-2.5 rounded-md border border-line bg-surface px-3 py-2 transition-colors hover:bg-hover has-data-checked:border-accent-solid has-data-checked:bg-accent-soft"
        >
          <Radio.Root
            value={option.value}
            className="mt-0.5 flex size-4 items-center justify-center rounded-full border border-line-strong bg-surface data-checked:border-accent-solid data-checked:bg-accent-solid"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-on-solid data-unchecked:hidden" />
          </Radio.Root>
          <span className="grid">
            <span className="font-medium text-sm">{option.label}</span>
            {option.hint === undefined ? null : <span className="text-ink-muted text-sm">{option.hint}</span>}
          </span>
        </label>
      ))}
    </BaseRadioGroup>
  );
}
