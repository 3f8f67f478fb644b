import { Field as BaseField } from "@base-ui/react/field";
import { clsx } from "clsx";
import type { ComponentProps } from "react";

type TextareaProps = Omit<ComponentProps<"textarea">, "className" | "ref"> & {
  isMono?: boolean;
  className?: string;
};

/** Several lines of text; grows with what is typed, up to 24 lines. */
export function Textarea({ isMono, className, rows = 3, ...rest }: TextareaProps) {
  return (
    <BaseField.Control
      render={<textarea rows={rows} {...rest} />}
      className={clsx(
        "block w-full resize-y rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base text-ink transition-colors",
        "field-sizing-content max-h-120 placeholder:text-ink-faint hover:border-ink-faint disabled:bg-sunken disabled:text-ink-faint",
        "focus:border-focus focus:outline-2 focus:outline-focus focus:-outline-offset-1 data-invalid:border-bad",
        isMono && "font-mono text-sm",
        className,
      )}
    />
  );
}
