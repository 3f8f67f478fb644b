import { Input as BaseInput } from "@base-ui/react/input";
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type InputProps = Omit<BaseInput.Props, "className" | "size"> & {
  /** Sits inside on the left: an icon or a fixed prefix such as `https://`. */
  leading?: ReactNode;
  /** Sits inside on the right: a unit, a key hint, a button. */
  trailing?: ReactNode;
  isMono?: boolean;
  /** The width; full without. */
  className?: string;
};

/** One line of text. Inside a `Field` label, hint and error are wired by themselves. */
export function Input({ leading, trailing, isMono, className = "w-full", ...rest }: InputProps) {
  return (
    <span className={clsx(CONTROL_CLASS, "flex h-8 items-center gap-2 px-2.5", className)}>
      {leading === undefined ? null : <span className="shrink-0 text-ink-faint [&_svg]:size-4">{leading}</span>}
      <BaseInput
        {...rest}
        className={clsx(
          "h-full w-full min-w-0 bg-transparent outline-none placeholder:text-ink-faint disabled:cursor-not-allowed",
          isMono && "font-mono text-sm",
        )}
      />
      {trailing === undefined ? null : <span className="shrink-0 text-ink-faint text-sm">{trailing}</span>}
    </span>
  );
}

/** The border, ground and focus ring that every text control shares. */
export const CONTROL_CLASS =
  "rounded-md border border-line-strong bg-surface text-base text-ink transition-colors hover:border-ink-faint focus-within:border-focus focus-within:outline-2 focus-within:outline-focus focus-within:-outline-offset-1 has-disabled:bg-sunken has-disabled:text-ink-faint has-data-invalid:border-bad has-data-invalid:focus-within:outline-bad";
