import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { Input, type InputProps } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { EndpointFormValues } from "./form-values.ts";

type TextName =
  | "url"
  | "name"
  | "description"
  | "requestConfig.timeoutMs"
  | "rateLimitPerSecond"
  | "maxInFlight"
  | "version";

export type TextFieldProps = {
  name: TextName;
  label: string;
  hint?: ReactNode;
  isOptional?: boolean;
  /** Several lines instead of one. */
  isLong?: boolean;
  className?: string;
} & Pick<InputProps, "placeholder" | "trailing" | "isMono" | "inputMode" | "autoFocus" | "autoComplete" | "type">;

/** One text of the endpoint form, with its issue beside it. */
export function TextField({ name, label, hint, isOptional = false, isLong, className, ...input }: TextFieldProps) {
  const { field, fieldState } = useController<EndpointFormValues, TextName>({ name });
  return (
    <Field
      name={name}
      label={label}
      hint={hint}
      isOptional={isOptional}
      error={fieldState.error?.message}
      className={className ?? ""}
    >
      {isLong ? (
        <Textarea rows={2} value={field.value} onChange={field.onChange} onBlur={field.onBlur} />
      ) : (
        <Input {...input} ref={field.ref} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} />
      )}
    </Field>
  );
}
