import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type FieldPathByValue, type FieldValues, useController } from "react-hook-form";
import { Select } from "#components/popup/popup.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, type InputProps } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { isSameValue } from "./changes.ts";

/** The names of a form's fields that hold such a value: `<TextField<CreateInput> name="url" …>` knows its form. */
export type FieldName<Values extends FieldValues, Shape> = FieldPathByValue<Values, Shape>;

/** Where a form's fields say that they are on the page. */
export const FieldNames = createContext<Set<string>>(new Set());

export type FieldHandle<Shape> = {
  value: Shape;
  onChange: (value: Shape) => void;
  /** The first sentence on what is wrong with it. */
  error: string | undefined;
  /** What is wrong at a path below it, such as one row of a list. */
  errorAt: (path: string) => string | undefined;
};

/** One field of the form around: its value as the operation takes it, and what is wrong with it. */
export function useField<Shape>(name: string): FieldHandle<Shape> {
  const names = useContext(FieldNames);
  const { field, fieldState } = useController<FieldValues>({ name });
  useEffect(() => {
    names.add(name);
    return () => void names.delete(name);
  }, [names, name]);
  const { error } = fieldState;
  return {
    value: field.value,
    // As an event: a bare record with a pair named `target` would be taken for one.
    onChange: (value) => field.onChange({ target: { value } }),
    error: error?.message,
    errorAt: (path) => {
      const message = error?.types?.[path];
      return typeof message === "string" ? message : undefined;
    },
  };
}

/**
 * For inputs that hold something else than the operation takes, such as text for a number: keeps what is shown, and shows
 * anew what the form itself has changed.
 */
export function useShown<Shape, Shown>(
  { value, onChange }: Pick<FieldHandle<Shape>, "value" | "onChange">,
  { toShown, toValue }: { toShown: (value: Shape) => Shown; toValue: (shown: Shown) => Shape },
): [Shown, (shown: Shown) => void] {
  const [kept, setKept] = useState(() => ({ shown: toShown(value), value }));
  const now = isSameValue(kept.value, value) ? kept : { shown: toShown(value), value };
  if (now !== kept) setKept(now);
  const show = (shown: Shown) => {
    const meant = toValue(shown);
    setKept({ shown, value: meant });
    onChange(meant);
  };
  return [now.shown, show];
}

/** What is wrong with one row of a list. */
export function RowError({ error }: { error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p role="alert" className="text-bad text-sm">
      {error}
    </p>
  );
}

type FieldProps<Values extends FieldValues, Shape> = {
  name: FieldName<Values, Shape>;
  label: string;
  hint?: ReactNode;
  isOptional?: boolean;
  isLabelHidden?: boolean;
  className?: string;
};

/** What the `Field` around a control shows, and what is left for the control. */
function split<Props extends FieldProps<FieldValues, unknown>>(props: Props) {
  const { name, label, hint, isOptional, isLabelHidden, className, ...control } = props;
  return [{ name, label, hint, isOptional, isLabelHidden, className }, control] as const;
}

type TextFieldProps<Values extends FieldValues> = FieldProps<Values, string | null | undefined> &
  Pick<InputProps, "placeholder" | "isMono" | "inputMode" | "autoFocus" | "autoComplete" | "spellCheck" | "type"> &
  Pick<InputProps, "maxLength" | "step"> & {
    /** Empty means null, not an empty text. */
    isNullable?: boolean;
    /** The width of the input; full without. */
    width?: string;
  };

/** One line of text, less the blanks around it. */
export function TextField<Values extends FieldValues = never>(props: TextFieldProps<Values>) {
  const [look, { isNullable = false, width, ...input }] = split(props);
  const field = useField<string | null>(props.name);
  const [text, setText] = useShown(field, {
    toShown: (value) => value ?? "",
    toValue: (typed) => (isNullable && typed.trim() === "" ? null : typed.trim()),
  });
  return (
    <Field {...look} error={field.error}>
      <Input autoComplete="off" {...input} value={text} onValueChange={setText} className={width} />
    </Field>
  );
}

type LongTextFieldProps<Values extends FieldValues> = FieldProps<Values, string | undefined> & {
  rows?: number;
  isMono?: boolean;
  placeholder?: string;
  maxLength?: number;
  /** At least so high. */
  height?: string;
};

/** Several lines of text, as they are. Code is not spelled. */
export function LongTextField<Values extends FieldValues = never>(props: LongTextFieldProps<Values>) {
  const [look, { isMono = false, height, ...area }] = split(props);
  const { value, onChange, error } = useField<string>(props.name);
  return (
    <Field {...look} error={error}>
      <Textarea
        {...area}
        isMono={isMono}
        spellCheck={isMono ? false : undefined}
        className={height}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

type NumberFieldProps<Values extends FieldValues> = FieldProps<Values, number | null | undefined> &
  Pick<InputProps, "placeholder" | "inputMode" | "trailing"> & {
    /** Empty means null. */
    isNullable?: boolean;
    /** What one of the number shown is in the operation's unit: 1000 for seconds of something kept in ms. */
    unit?: number;
    width?: string;
  };

/** A number as text; what is none is NaN, which every schema refuses. */
export function NumberField<Values extends FieldValues = never>(props: NumberFieldProps<Values>) {
  const [look, { isNullable = false, unit = 1, width, ...input }] = split(props);
  const field = useField<number | null>(props.name);
  const [text, setText] = useShown(field, {
    toShown: (value) => (value === null ? "" : String(value / unit)),
    toValue: (typed) => (isNullable && typed.trim() === "" ? null : inUnit(parseNumber(typed), unit)),
  });
  return (
    <Field {...look} error={field.error}>
      <Input inputMode="numeric" {...input} value={text} onValueChange={setText} className={width} />
    </Field>
  );
}

/** A part of a second that the operation cannot keep is rounded off; what is counted is never rounded. */
function inUnit(number: number, unit: number): number {
  return unit === 1 ? number : Math.round(number * unit);
}

/** NaN where no number stands: JavaScript takes an empty text for 0. */
export function parseNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

type Choice = string | number | boolean | undefined;
type Option = { value: Choice & {}; label: string; hint?: string };
type ChoiceFieldProps<Values extends FieldValues> = FieldProps<Values, Choice> & { options: readonly Option[] };

/** One of a few, from a list that opens. */
export function SelectField<Values extends FieldValues = never>({ options, ...props }: ChoiceFieldProps<Values>) {
  const field = useField<Choice>(props.name);
  return (
    <Field {...props} error={field.error}>
      <Select {...asTexts(field, options)} />
    </Field>
  );
}

/** One of a few, all in sight. `label` is read aloud; `title` stands above. */
export function RadioField<Values extends FieldValues = never>(
  props: ChoiceFieldProps<Values> & { title?: string; className?: string },
) {
  const { name, label, title, options, className } = props;
  const group = <RadioGroup label={label} {...asTexts(useField<Choice>(name), options)} className={className ?? ""} />;
  if (title === undefined) return group;
  return (
    <div className="grid gap-1.5">
      <p className="font-medium text-sm">{title}</p>
      {group}
    </div>
  );
}

/** The library's lists know texts only. */
function asTexts({ value, onChange }: FieldHandle<Choice>, options: readonly Option[]) {
  return {
    options: options.map((option) => ({ ...option, value: String(option.value) })),
    value: String(value),
    onValueChange: (text: string) => onChange(options.find((option) => String(option.value) === text)?.value),
  };
}

/** A rule that is on or off, with what it means when it is on. */
export function CheckField<Values extends FieldValues = never>(props: FieldProps<Values, boolean | undefined>) {
  const { value, onChange, error } = useField<boolean>(props.name);
  return (
    <Field {...props} error={error} layout="beside">
      <Checkbox checked={value} onCheckedChange={onChange} />
    </Field>
  );
}
