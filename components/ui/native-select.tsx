import { clsx } from "clsx";
import { ChevronsUpDown } from "lucide-react";

type NativeSelectProps = {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onValueChange: (value: string) => void;
  isDisabled?: boolean;
  size?: "sm" | "md";
  className?: string;
};

/** One of a few plain words, by the browser's own list. It costs no script; `Select` shows hints and icons. */
export function NativeSelect(props: NativeSelectProps) {
  const { label, options, value, onValueChange, isDisabled = false, size = "md", className } = props;
  return (
    <span className={clsx("relative inline-flex min-w-0", className)}>
      <select
        aria-label={label}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onValueChange(event.target.value)}
        className={clsx(
          "w-full appearance-none truncate rounded-md border border-line-strong bg-surface text-ink transition-colors",
          "hover:bg-hover disabled:bg-sunken disabled:text-ink-faint",
          size === "sm" ? "h-7 pr-7 pl-2 text-sm" : "h-8 pr-8 pl-2.5 text-base",
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-ink-faint"
      />
    </span>
  );
}
