import { Field as BaseField } from "@base-ui/react/field";
import { clsx } from "clsx";
import type { ReactNode } from "react";

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** What is wrong and what to do; marks the control invalid and is read with it. */
  error?: string | undefined;
  isOptional?: boolean | undefined;
  name?: string;
  /** Beside: for checkbox and switch, label right of the control. */
  layout?: "above" | "beside";
  isLabelHidden?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label, control, hint and error of one value, wired for screen readers. */
export function Field(props: FieldProps) {
  const { label, hint, error, isOptional, name, layout = "above", isLabelHidden, className, children } = props;
  const words = (
    <BaseField.Label className={clsx("font-medium text-ink text-sm", isLabelHidden && "sr-only")}>
      {label}
      {isOptional ? <span className="ml-1.5 font-normal text-ink-faint">Optional</span> : null}
    </BaseField.Label>
  );
  const notes = (
    <>
      <BaseField.Error match={error !== undefined} className="text-bad text-sm">
        {error}
      </BaseField.Error>
      {hint === undefined ? null : (
        <BaseField.Description className="text-ink-muted text-sm">{hint}</BaseField.Description>
      )}
    </>
  );
  return (
    <BaseField.Root invalid={error !== undefined} name={name} className={className}>
      {layout === "beside" ? (
        <div className="grid grid-cols-[auto_1fr] items-start gap-x-2.5 gap-y-0.5">
          {children}
          <div className="grid gap-0.5">
            {words}
            {notes}
          </div>
        </div>
      ) : (
        <div className="grid gap-1.5">
          {words}
          {children}
          {notes}
        </div>
      )}
    </BaseField.Root>
  );
}
